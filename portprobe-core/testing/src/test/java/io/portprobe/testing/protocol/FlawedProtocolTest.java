package io.portprobe.testing.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlawedProtocolTest {
  private static final Binding TCP = Binding.tcp(4711);
  private static final Binding UDP = Binding.udp(4711);

  @Test
  void name_upperCase_isViolation() {
    Protocol shouting = mock(Protocol.class);
    when(shouting.name()).thenReturn("SAMPLE");
    assertBroken(
        new SampleContract(shouting, TCP)::name_isLegal,
        "name: 'SAMPLE' (expected: 1-32 lower-case letters, digits and hyphens)");
  }

  @Test
  void declaration_nulls_areViolations() {
    Protocol nothing = mock(Protocol.class);
    when(nothing.name()).thenReturn(null);
    when(nothing.bindings()).thenReturn(null);
    SampleContract contract = new SampleContract(nothing, TCP);
    assertBroken(
        contract::name_isLegal,
        "name: 'null' (expected: 1-32 lower-case letters, digits and hyphens)");
    assertBroken(contract::bindings_includeTheTransport, "bindings: null (expected: at least one)");
  }

  @Test
  void name_changing_isViolation() {
    Protocol changing = mock(Protocol.class);
    when(changing.name()).thenReturn("one", "two");
    assertBroken(
        new SampleContract(changing, TCP)::name_isLegal,
        "name: 'two' (expected: 'one', as returned by the first call)");
  }

  @Test
  void bindings_withoutTransport_areViolation() {
    Protocol homeless = mock(Protocol.class);
    when(homeless.bindings()).thenReturn(Set.of(Binding.udp(1)));
    assertBroken(
        new SampleContract(homeless, TCP)::bindings_includeTheTransport,
        "(expected: at least one over TCP)");
  }

  @Test
  void invalidOption_accepted_isViolation() {
    ProtocolOption<Integer> checked =
        ProtocolOption.of("sample.page", 1, page -> page > 0, "at least 1");
    ProtocolOption<Integer> unchecked = ProtocolOption.of("sample.size", 1);

    withInvalid(checked, 0).invalidOption_isRejected();
    assertBroken(
        withInvalid(unchecked, 0)::invalidOption_isRejected,
        "sample.size = '0': accepted, with the first step Send");
  }

  private static SampleContract withInvalid(ProtocolOption<Integer> option, int value) {
    return new SampleContract(TCP, SampleDialogue::new) {
      @Override
      protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
        return Map.of(option, List.of(value));
      }
    };
  }

  @Test
  void goodServer_mismatch_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "good server: expected a finding, but found none after 2 requests and 28 received bytes:"
            + " mismatch: unsupported version",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.mismatch("unsupported version");
              }
            });
  }

  @Test
  void goodServer_changingFinding_isViolation() {
    List<String> all = new ArrayList<>();
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "second conversation with the good server: expected Sample[lines=[asked]],"
            + " but found Sample[lines=[asked, asked]]",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                all.add("asked");
                return Step.finish(new Sample(List.copyOf(all)));
              }
            });
  }

  @Test
  void dialogues_sharedState_isViolation() {
    short[] shared = new short[1];
    assertViolation(
        TCP,
        ProtocolContract::dialogues_areIndependent,
        "good server, while other dialogues run: expected a finding, but found none after 2"
            + " requests",
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                shared[0] = id;
                return super.sendRequest();
              }

              @Override
              Step finish() {
                return shared[0] == id
                    ? super.finish()
                    : Step.mismatch("state of another dialogue");
              }
            });
  }

  @Test
  void finding_largerThanItsLimit_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "good server: the finding has 16777217 characters (expected: at most 16777216)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.finish(new Sample(List.of("x".repeat((16 << 20) + 1))));
              }
            });
  }

  @Test
  void unrelatedDatagram_endsDialogue_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::unrelatedDatagram_isIgnored,
        "good server, a line of text before each response: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.remaining() > 1 && bytes.get(bytes.position()) == 'h'
                    ? Step.mismatch("expected a number")
                    : super.received(bytes);
              }
            });
  }

  @Test
  void foreignResponse_endsDialogue_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        "response to the request of another dialogue, then the right response: expected a finding",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.mismatch("an answer to another question");
              }
            });
  }

  @Test
  void delivery_pieceTakenForMessage_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, byte by byte: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.remaining() < SampleProtocol.HEADER
                    ? Step.mismatch("too short")
                    : super.received(bytes);
              }
            });
  }

  @Test
  void continueOverTcp_atWrongTime_isViolation() {
    Function<DialogueContext, Dialogue> atOnce =
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                return Step.send(ByteBuffer.wrap(new byte[] {0, 1, 0, 1}), Step.continueOverTcp());
              }
            };
    assertBroken(
        contract(TCP, atOnce)::goodServer_isFound,
        "ContinueOverTcp over TCP (expected: over UDP, after a received datagram)");
    assertBroken(
        contract(UDP, atOnce)::goodServer_isFound,
        "ContinueOverTcp before the first received datagram");
  }

  @Test
  void buffer_keptAfterCall_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, byte by byte: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              private final List<ByteBuffer> kept = new ArrayList<>();

              @Override
              public Step received(ByteBuffer bytes) {
                kept.add(bytes.duplicate());
                int size = kept.stream().mapToInt(ByteBuffer::remaining).sum();
                ByteBuffer all = ByteBuffer.allocate(size);
                kept.forEach(piece -> all.put(piece.duplicate()));
                all.flip();
                return size % 14 != 0 ? Step.await() : takeAll(all);
              }

              private Step takeAll(ByteBuffer all) {
                kept.clear();
                return super.received(all);
              }
            });
  }

  @Test
  void buffer_written_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "threw java.nio.ReadOnlyBufferException",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return super.received(bytes.put(0, (byte) 0));
              }
            });
  }

  @Test
  void buffer_positionIgnored_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "length: 61166 (expected: 4-100)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return super.received(bytes.rewind());
              }
            });
  }

  @Test
  void delivery_duplicateDatagram_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, each datagram twice: expected a finding, but found none after 2 requests and"
            + " 28 received bytes: mismatch: duplicate",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.mismatch("duplicate");
              }
            });
  }

  @Test
  void foreignResponse_finding_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        "response to the request of another dialogue: expected no finding, but found",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.finish(new Sample(List.of("whatever")));
              }
            });
  }

  @Test
  void foreignResponse_laterResponseIgnored_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        ", then the right response: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              private boolean stuck;

              @Override
              Step onForeignResponse() {
                stuck = true;
                return Step.await();
              }

              @Override
              public Step received(ByteBuffer bytes) {
                return stuck ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  void udpStart_withoutSend_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::silence_isNoFinding,
        "start() returned Await[] (expected: a Send over UDP)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step start() {
                return Step.await();
              }
            });
  }

  @Test
  void datagram_tooLong_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::silence_isNoFinding,
        "datagram of 65508 bytes (expected: 1-65507)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                return Step.send(new byte[65_508]);
              }
            });
  }

  @Test
  void startTls_insideTls_isViolation() {
    assertViolation(
        Binding.tls(4712),
        ProtocolContract::goodServer_isFound,
        "StartTls inside TLS (expected: at most once)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.startTls();
              }
            });
  }

  @Test
  void sentData_overLimit_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "found none after 2 requests and 14 received bytes: it sent more than 1048576 bytes",
        context ->
            new SampleDialogue(context) {
              @Override
              Step sendRequest() {
                return Step.send(new byte[600_000]);
              }

              @Override
              public Step received(ByteBuffer bytes) {
                return sendRequest();
              }
            });
  }

  @Test
  void poll_overTcp_isViolation() {
    assertViolation(
        Binding.tcp(4712),
        ProtocolContract::goodServer_isFound,
        "Poll over TCP (expected: only over UDP)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.poll(new byte[1]);
              }
            });
  }

  @Test
  void poll_empty_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "datagram of 0 bytes (expected: 1-65507)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.poll(new byte[0]);
              }
            });
  }

  @Test
  void startTls_overUdp_isViolation() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "StartTls over UDP (expected: only over TCP)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                return Step.startTls();
              }
            });
  }

  @Test
  void silence_finding_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::silence_isNoFinding,
        "peer that closes the stream without sending: expected no finding, but found",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step closed() {
                return Step.finish(new Sample(List.of("closed")));
              }
            });
  }

  @Test
  void silence_thatIsTheAnswer_withoutFinding_isViolation() {
    SampleContract contract =
        new SampleContract(TCP, SampleDialogue::new) {
          @Override
          protected boolean silenceIsAnswer() {
            return true;
          }
        };
    assertBroken(
        contract::silence_isNoFinding,
        "peer that never sends: expected a finding, but found none after 1 requests");
  }

  @Test
  void closed_startTls_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "only 0 of 28 bytes, then the end of the stream: closed() returned StartTls[]"
            + " (expected: Finish or Mismatch)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step closed() {
                return Step.startTls();
              }
            });
  }

  @Test
  void closed_exception_isViolation() {
    IllegalStateException defect = new IllegalStateException("half a message");
    assertThatThrownBy(
            contract(
                    TCP,
                    context ->
                        new SampleDialogue(context) {
                          @Override
                          public Step closed() {
                            if (!texts.isEmpty()) {
                              throw defect;
                            }
                            return super.closed();
                          }
                        })
                ::truncation_isSurvived)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("only 14 of 28 bytes, then the end of the stream: closed() threw")
        .hasCause(defect);
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "lines() of Sample[lines=[]] is empty (expected: at least one line)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Optional<Finding> partial() {
                return Optional.of(new Sample(texts));
              }
            });
  }

  @Test
  void facts_ofAFindingThatThrow_areViolation() {
    record Factless(List<String> lines) implements Finding {
      @Override
      public ServiceFacts facts() {
        throw new IllegalStateException("no facts");
      }
    }
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "facts() threw java.lang.IllegalStateException: no facts",
        context ->
            new SampleDialogue(context) {
              @Override
              public Optional<Finding> partial() {
                return Optional.of(new Factless(List.of("a line")));
              }
            });
  }

  @Test
  void received_null_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::garbage_isSurvived,
        "bytes) returned null; received until then: ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return null;
              }
            });
  }

  @Test
  void lines_controlCharacter_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 6 of 28 changed to 00: a line of the finding has the character U+0000",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onText(String text) {
                texts.add(text);
                return texts.size() < 2 ? sendRequest() : finish();
              }
            });
  }

  @Test
  void allocation_trustedLength_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 0 of 28 changed to 7f: allocated ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                int length = bytes.remaining() < 2 ? 0 : bytes.getShort(bytes.position());
                byte[] all = new byte[(length & 0x7fff) << 13];
                return all.length == 1 ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  void allocation_ofEightMegabytes_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 0 of 28 changed to 7f: allocated ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                int length = bytes.remaining() < 2 ? 0 : bytes.getShort(bytes.position());
                byte[] all = new byte[length > 1_000 ? 8 << 20 : 0];
                return all.length == 1 ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  void endlessReply_neverEnding_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::endlessReply_isBounded,
        "0 good bytes, then endless zeros: the dialogue did not end after 16785408 received bytes",
        context ->
            new SampleDialogue(context) {
              @Override
              Step onForeignResponse() {
                return Step.await();
              }

              @Override
              public Step received(ByteBuffer bytes) {
                Step step = bytes.remaining() > 1000 ? Step.await() : super.received(bytes);
                return step instanceof Step.Mismatch ? Step.await() : step;
              }
            });
  }

  @Test
  void repetition_neverEnding_isViolation() {
    assertViolation(
        TCP,
        ProtocolContract::repetition_isBounded,
        "response 1 of 2 repeated for all later requests: the dialogue did not end after",
        context ->
            new SampleDialogue(context) {
              private int requests;

              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.get(bytes.limit() - 1) == '2' ? finish() : sendRequest();
              }

              @Override
              Step sendRequest() {
                requests++;
                if (texts.isEmpty()) {
                  texts.add("?");
                }
                return Step.send(new byte[] {0, (byte) Math.min(2, requests), 0, 0});
              }
            });
  }

  @Test
  void name_usedByOtherProtocol_isViolation(@TempDir Path classes) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Protocol.class.getName()), Namesake.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      SampleContract contract = contract(TCP, SampleDialogue::new);
      assertBroken(
          contract::name_isUnique,
          "name: 'sample' (expected: a unique name; "
              + Namesake.class.getName()
              + " has the same)");
      new SampleContract(new Namesake(), TCP).name_isUnique();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Another protocol of that name. */
  public static final class Namesake implements Protocol {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(TCP);
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new SampleDialogue(context);
    }
  }

  private static void assertViolation(
      Binding binding,
      Consumer<ProtocolContract> check,
      String message,
      Function<DialogueContext, Dialogue> dialogues) {
    assertBroken(() -> check.accept(contract(binding, dialogues)), message);
  }

  private static SampleContract contract(
      Binding binding, Function<DialogueContext, Dialogue> dialogues) {
    return new SampleContract(binding, dialogues);
  }

  private static void assertBroken(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }
}
