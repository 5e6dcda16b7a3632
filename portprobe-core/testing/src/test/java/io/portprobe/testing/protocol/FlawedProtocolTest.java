package io.portprobe.testing.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.Talk;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlawedProtocolTest {
  private static final Binding TCP = Binding.tcp(4711);
  private static final Binding UDP = Binding.udp(4711);

  @Test
  @DisplayName("has an illegal name")
  void illegalName() {
    Protocol shouting = mock(Protocol.class);
    when(shouting.name()).thenReturn("SAMPLE");
    assertBroken(
        new SampleContract(shouting, TCP)::name_isLegal,
        "name: 'SAMPLE' (expected: 1-32 lower-case letters, digits and hyphens)");
  }

  @Test
  @DisplayName("has neither a name nor a home")
  void nothingAtAll() {
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
  @DisplayName("changes its name")
  void changingName() {
    Protocol changing = mock(Protocol.class);
    when(changing.name()).thenReturn("one", "two");
    assertBroken(
        new SampleContract(changing, TCP)::name_isLegal,
        "name: 'two' (expected: 'one', as returned by the first call)");
  }

  @Test
  @DisplayName("has no home on the transport")
  void noHome() {
    Protocol homeless = mock(Protocol.class);
    when(homeless.bindings()).thenReturn(Set.of(Binding.udp(1)));
    assertBroken(
        new SampleContract(homeless, TCP)::bindings_includeTheTransport,
        "(expected: at least one over TCP)");
  }

  @Test
  @DisplayName("finds nothing, and says why not")
  void findsNothing() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "good server: expected a finding, but found none after 2 requests and 28 received bytes:"
            + " mismatch: unsupported version",
        context ->
            new Talk(context) {
              @Override
              Step finish() {
                return Step.mismatch("unsupported version");
              }
            });
  }

  @Test
  @DisplayName("finds something else each time")
  void findsSomethingElse() {
    List<String> all = new ArrayList<>();
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "second conversation with the good server: expected Sample[lines=[asked]],"
            + " but found Sample[lines=[asked, asked]]",
        context ->
            new Talk(context) {
              @Override
              Step finish() {
                all.add("asked");
                return Step.finish(new Sample(List.copyOf(all)));
              }
            });
  }

  @Test
  @DisplayName("keeps what belongs to a dialogue where others see it")
  void sharesState() {
    short[] shared = new short[1];
    assertViolation(
        TCP,
        ProtocolContract::dialogues_areIndependent,
        "good server, while other dialogues run: expected a finding, but found none after 2"
            + " requests",
        context ->
            new Talk(context) {
              @Override
              Step ask() {
                shared[0] = id;
                return super.ask();
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
  @DisplayName("takes a piece of the stream for a message")
  void dependsOnPieces() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, byte by byte: expected a finding, but found none",
        context ->
            new Talk(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.remaining() < SampleProtocol.HEADER
                    ? Step.mismatch("too short")
                    : super.received(bytes);
              }
            });
  }

  @Test
  @DisplayName("asks to go on over TCP where it is there already, or has heard nothing")
  void goesOnOutOfTurn() {
    Function<DialogueContext, Dialogue> atOnce =
        context ->
            new Talk(context) {
              @Override
              Step ask() {
                return new Step.Send(
                    ByteBuffer.wrap(new byte[] {0, 1, 0, 1}), Step.continueOverTcp());
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
  @DisplayName("keeps bytes that were only lent")
  void keepsLentBytes() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, byte by byte: expected a finding, but found none",
        context ->
            new Talk(context) {
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
  @DisplayName("writes into the buffer it was lent")
  void writesIntoTheBuffer() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "threw java.nio.ReadOnlyBufferException",
        context ->
            new Talk(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return super.received(bytes.put(0, (byte) 0));
              }
            });
  }

  @Test
  @DisplayName("takes the beginning of the buffer for the beginning of the bytes")
  void ignoresThePosition() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "length: 61166 (expected: 4-100)",
        context ->
            new Talk(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return super.received(bytes.rewind());
              }
            });
  }

  @Test
  @DisplayName("is confused by a datagram that comes twice")
  void confusedByDuplicates() {
    assertViolation(
        UDP,
        ProtocolContract::delivery_doesNotMatter,
        "good server, each datagram twice: expected a finding, but found none after 2 requests and"
            + " 28 received bytes: mismatch: duplicate",
        context ->
            new Talk(context) {
              @Override
              Step stranger() {
                return Step.mismatch("duplicate");
              }
            });
  }

  @Test
  @DisplayName("takes the answer to another question over UDP")
  void ignoresTheId() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        "response to the request of another dialogue: expected no finding, but found",
        context ->
            new Talk(context) {
              @Override
              Step stranger() {
                return Step.finish(new Sample(List.of("whatever")));
              }
            });
  }

  @Test
  @DisplayName("cannot go on after the answer to another question over UDP")
  void stuckAfterStranger() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        ", then the right response: expected a finding, but found none",
        context ->
            new Talk(context) {
              private boolean stuck;

              @Override
              Step stranger() {
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
  @DisplayName("does not begin with a datagram over UDP")
  void waitsOverUdp() {
    assertViolation(
        UDP,
        ProtocolContract::silence_isNoFinding,
        "start() returned Await[] (expected: a Send over UDP)",
        context ->
            new Talk(context) {
              @Override
              public Step start() {
                return Step.await();
              }
            });
  }

  @Test
  @DisplayName("sends a datagram that is too long")
  void tooLongADatagram() {
    assertViolation(
        UDP,
        ProtocolContract::silence_isNoFinding,
        "datagram of 65508 bytes (expected: 1-65507)",
        context ->
            new Talk(context) {
              @Override
              Step ask() {
                return Step.send(new byte[65_508]);
              }
            });
  }

  @Test
  @DisplayName("wants TLS inside TLS")
  void tlsInTls() {
    assertViolation(
        Binding.tls(4712),
        ProtocolContract::goodServer_isFound,
        "StartTls inside TLS (expected: at most once)",
        context ->
            new Talk(context) {
              @Override
              Step learn(String text) {
                return Step.startTls();
              }
            });
  }

  @Test
  @DisplayName("sends more than it may")
  void floods() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "found none after 2 requests and 14 received bytes: it sent more than 1048576 bytes",
        context ->
            new Talk(context) {
              @Override
              Step ask() {
                return Step.send(new byte[600_000]);
              }

              @Override
              public Step received(ByteBuffer bytes) {
                return ask();
              }
            });
  }

  @Test
  @DisplayName("wants a reminder over TCP")
  void reminderOverTcp() {
    assertViolation(
        Binding.tcp(4712),
        ProtocolContract::goodServer_isFound,
        "Poll over TCP (expected: only over UDP)",
        context ->
            new Talk(context) {
              @Override
              Step learn(String text) {
                return Step.poll(new byte[1]);
              }
            });
  }

  @Test
  @DisplayName("wants an empty reminder")
  void emptyReminder() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "datagram of 0 bytes (expected: 1-65507)",
        context ->
            new Talk(context) {
              @Override
              Step learn(String text) {
                return Step.poll(new byte[0]);
              }
            });
  }

  @Test
  @DisplayName("wants TLS over UDP")
  void tlsOverUdp() {
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "StartTls over UDP (expected: only over TCP)",
        context ->
            new Talk(context) {
              @Override
              Step learn(String text) {
                return Step.startTls();
              }
            });
  }

  @Test
  @DisplayName("finds something in silence")
  void findsSilence() {
    assertViolation(
        TCP,
        ProtocolContract::silence_isNoFinding,
        "peer that closes the stream without sending: expected no finding, but found",
        context ->
            new Talk(context) {
              @Override
              public Step closed() {
                return Step.finish(new Sample(List.of("closed")));
              }
            });
  }

  @Test
  @DisplayName("wants to start TLS with a stream that ended")
  void startsTlsAtTheEnd() {
    assertViolation(
        TCP,
        ProtocolContract::truncation_isSurvived,
        "only 0 of 28 bytes, then the end of the stream: closed() returned StartTls[]"
            + " (expected: Finish or Mismatch)",
        context ->
            new Talk(context) {
              @Override
              public Step closed() {
                return Step.startTls();
              }
            });
  }

  @Test
  @DisplayName("throws at the end of the stream, or knows nothing when asked early")
  void throwsAtTheEnd() {
    IllegalStateException defect = new IllegalStateException("half a message");
    assertThatThrownBy(
            contract(
                    TCP,
                    context ->
                        new Talk(context) {
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
            new Talk(context) {
              @Override
              public Optional<Finding> partial() {
                return Optional.of(new Sample(texts));
              }
            });
  }

  @Test
  @DisplayName("returns null")
  void returnsNull() {
    assertViolation(
        TCP,
        ProtocolContract::garbage_isSurvived,
        "bytes) returned null; received until then: ",
        context ->
            new Talk(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return null;
              }
            });
  }

  @Test
  @DisplayName("lets control characters through")
  void controlCharacters() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 6 of 28 changed to 00: a line of the finding has the character U+0000",
        context ->
            new Talk(context) {
              @Override
              Step learn(String text) {
                texts.add(text);
                return texts.size() < 2 ? ask() : finish();
              }
            });
  }

  @Test
  @DisplayName("believes a length")
  void believesALength() {
    assertViolation(
        TCP,
        ProtocolContract::changedByte_isSurvived,
        "byte 0 of 28 changed to 7f: allocated ",
        context ->
            new Talk(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                int length = bytes.remaining() < 2 ? 0 : bytes.getShort(bytes.position());
                byte[] all = new byte[(length & 0x7fff) << 13];
                return all.length == 1 ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  @DisplayName("keeps an endless stream for ever")
  void boundless() {
    assertViolation(
        TCP,
        ProtocolContract::endlessReply_isBounded,
        "0 good bytes, then endless zeros: the dialogue did not end after 16785408 received bytes",
        context ->
            new Talk(context) {
              @Override
              Step stranger() {
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
  @DisplayName("asks for ever")
  void asksForEver() {
    assertViolation(
        TCP,
        ProtocolContract::repetition_isBounded,
        "response 1 of 2 repeated for all later requests: the dialogue did not end after",
        context ->
            new Talk(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return bytes.get(bytes.limit() - 1) == '2' ? finish() : ask();
              }

              @Override
              Step ask() {
                texts.add("?");
                return Step.send(new byte[] {0, (byte) Math.min(2, texts.size()), 0, 0});
              }
            });
  }

  @Test
  @DisplayName("has the name of another that is here")
  void nameOfAnother(@TempDir Path classes) throws IOException {
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Protocol.class.getName()), Namesake.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      SampleContract contract = contract(TCP, Talk::new);
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
      return new Talk(context);
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
