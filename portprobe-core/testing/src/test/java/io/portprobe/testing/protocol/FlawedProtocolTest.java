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
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The contract finds a protocol that")
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
    assertBroken(
        contract::bindings_includeTheTransport, "home: null (expected: at least one binding)");
  }

  @Test
  @DisplayName("changes its name")
  void changingName() {
    Protocol changing = mock(Protocol.class);
    when(changing.name()).thenReturn("one", "two");
    assertBroken(new SampleContract(changing, TCP)::name_isLegal, "name: 'one', then 'two'");
  }

  @Test
  @DisplayName("has no home on the transport")
  void noHome() {
    Protocol homeless = mock(Protocol.class);
    when(homeless.bindings()).thenReturn(Set.of(Binding.udp(1)));
    assertBroken(
        new SampleContract(homeless, TCP)::bindings_includeTheTransport, "expected: one over TCP");
  }

  @Test
  @DisplayName("finds nothing, and says why not")
  void findsNothing() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      Step finish() {
                        return Step.mismatch("I don't like it");
                      }
                    })
            ::goodServer_isFound,
        "with a good server: no finding after 2 requests and 28 bytes (mismatch: I don't like it)");
  }

  @Test
  @DisplayName("finds something else each time")
  void findsSomethingElse() {
    List<String> all = new ArrayList<>();
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      Step finish() {
                        all.add("asked");
                        return Step.finish(new Sample(List.copyOf(all)));
                      }
                    })
            ::goodServer_isFound,
        "asked again: expected Sample[lines=[asked]], but found Sample[lines=[asked, asked]]");
  }

  @Test
  @DisplayName("keeps what belongs to a dialogue where others see it")
  void sharesState() {
    short[] shared = new short[1];
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      Step ask() {
                        shared[0] = id;
                        return super.ask();
                      }

                      @Override
                      Step finish() {
                        return shared[0] == id ? super.finish() : Step.mismatch("whose is that?");
                      }
                    })
            ::dialogues_areIndependent,
        "while another dialogue is held: no finding after 2 requests");
  }

  @Test
  @DisplayName("takes a piece of the stream for a message")
  void dependsOnPieces() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        return bytes.remaining() < SampleProtocol.HEADER
                            ? Step.mismatch("too short")
                            : super.received(bytes);
                      }
                    })
            ::delivery_doesNotMatter,
        "byte by byte: no finding");
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
    assertBroken(contract(TCP, atOnce)::goodServer_isFound, "asks to go on over TCP over TCP");
    assertBroken(
        contract(UDP, atOnce)::goodServer_isFound,
        "asks to go on over TCP before anything was answered");
  }

  @Test
  @DisplayName("keeps bytes that were only lent")
  void keepsLentBytes() {
    assertBroken(
        contract(
                TCP,
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
                    })
            ::delivery_doesNotMatter,
        "byte by byte: no finding");
  }

  @Test
  @DisplayName("writes into the buffer it was lent")
  void writesIntoTheBuffer() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        return super.received(bytes.put(0, (byte) 0));
                      }
                    })
            ::goodServer_isFound,
        "threw java.nio.ReadOnlyBufferException");
  }

  @Test
  @DisplayName("takes the beginning of the buffer for the beginning of the bytes")
  void ignoresThePosition() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        return super.received(bytes.rewind());
                      }
                    })
            ::goodServer_isFound,
        "length: 61166 (expected: 4-100)");
  }

  @Test
  @DisplayName("is confused by a datagram that comes twice")
  void confusedByDuplicates() {
    assertBroken(
        contract(
                UDP,
                context ->
                    new Talk(context) {
                      @Override
                      Step stranger() {
                        return Step.mismatch("a stranger");
                      }
                    })
            ::delivery_doesNotMatter,
        "each datagram twice: no finding after 2 requests and 28 bytes (mismatch: a stranger)");
  }

  @Test
  @DisplayName("takes the answer to another question over UDP")
  void ignoresTheId() {
    assertBroken(
        contract(
                UDP,
                context ->
                    new Talk(context) {
                      @Override
                      Step stranger() {
                        return Step.finish(new Sample(List.of("whatever")));
                      }
                    })
            ::foreignResponse_isNoFinding,
        "answered as if another question had been asked: expected no finding");
  }

  @Test
  @DisplayName("cannot go on after the answer to another question over UDP")
  void stuckAfterStranger() {
    assertBroken(
        contract(
                UDP,
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
                    })
            ::foreignResponse_isNoFinding,
        "and then to the point: no finding");
  }

  @Test
  @DisplayName("does not begin with a datagram over UDP")
  void waitsOverUdp() {
    assertBroken(
        contract(
                UDP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step start() {
                        return Step.await();
                      }
                    })
            ::silence_isNoFinding,
        "start() returned Await[] (expected: a Send over UDP)");
  }

  @Test
  @DisplayName("sends a datagram that is too long")
  void tooLongADatagram() {
    assertBroken(
        contract(
                UDP,
                context ->
                    new Talk(context) {
                      @Override
                      Step ask() {
                        return Step.send(new byte[65_508]);
                      }
                    })
            ::silence_isNoFinding,
        "sends a datagram of 65508 bytes (expected: 1-65507)");
  }

  @Test
  @DisplayName("wants TLS inside TLS")
  void tlsInTls() {
    assertBroken(
        contract(
                Binding.tls(4712),
                context ->
                    new Talk(context) {
                      @Override
                      Step learn(String text) {
                        return Step.startTls();
                      }
                    })
            ::goodServer_isFound,
        "asks for TLS (expected: once)");
  }

  @Test
  @DisplayName("sends more than it may")
  void floods() {
    assertBroken(
        contract(
                TCP,
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
                    })
            ::goodServer_isFound,
        "no finding after 2 requests and 14 bytes (it went on and on)");
  }

  @Test
  @DisplayName("wants a reminder over TCP")
  void reminderOverTcp() {
    assertBroken(
        contract(
                Binding.tcp(4712),
                context ->
                    new Talk(context) {
                      @Override
                      Step learn(String text) {
                        return Step.poll(new byte[1]);
                      }
                    })
            ::goodServer_isFound,
        "asks for a reminder (expected: only over UDP)");
  }

  @Test
  @DisplayName("wants an empty reminder")
  void emptyReminder() {
    assertBroken(
        contract(
                UDP,
                context ->
                    new Talk(context) {
                      @Override
                      Step learn(String text) {
                        return Step.poll(new byte[0]);
                      }
                    })
            ::goodServer_isFound,
        "sends a datagram of 0 bytes (expected: 1-65507)");
  }

  @Test
  @DisplayName("wants TLS over UDP")
  void tlsOverUdp() {
    assertBroken(
        contract(
                UDP,
                context ->
                    new Talk(context) {
                      @Override
                      Step learn(String text) {
                        return Step.startTls();
                      }
                    })
            ::goodServer_isFound,
        "asks for TLS (expected: not over UDP)");
  }

  @Test
  @DisplayName("finds something in silence")
  void findsSilence() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step closed() {
                        return Step.finish(new Sample(List.of("closed")));
                      }
                    })
            ::silence_isNoFinding,
        "a peer that ends the stream without a word: expected no finding");
  }

  @Test
  @DisplayName("wants to start TLS with a stream that ended")
  void startsTlsAtTheEnd() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step closed() {
                        return Step.startTls();
                      }
                    })
            ::truncation_isSurvived,
        "0 of 28 bytes, then the end: closed() returned StartTls[] (expected: a last step)");
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
        .hasMessageContaining("14 of 28 bytes, then the end: closed() threw")
        .hasCause(defect);
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Optional<Finding> partial() {
                        return Optional.of(new Sample(texts));
                      }
                    })
            ::truncation_isSurvived,
        "lines() of Sample[lines=[]] are none (expected: at least one)");
  }

  @Test
  @DisplayName("returns null")
  void returnsNull() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        return null;
                      }
                    })
            ::garbage_isSurvived,
        "bytes) returned null; the peer had sent");
  }

  @Test
  @DisplayName("lets control characters through")
  void controlCharacters() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      Step learn(String text) {
                        texts.add(text);
                        return texts.size() < 2 ? ask() : finish();
                      }
                    })
            ::changedByte_isSurvived,
        "byte 6 of 28 made 00: a line of the finding has a control character: U+0000");
  }

  @Test
  @DisplayName("believes a length")
  void believesALength() {
    assertBroken(
        contract(
                TCP,
                context ->
                    new Talk(context) {
                      @Override
                      public Step received(ByteBuffer bytes) {
                        int length = bytes.remaining() < 2 ? 0 : bytes.getShort(bytes.position());
                        byte[] all = new byte[(length & 0x7fff) << 13];
                        return all.length == 1 ? Step.await() : super.received(bytes);
                      }
                    })
            ::changedByte_isSurvived,
        "byte 0 of 28 made 7f: allocated ");
  }

  @Test
  @DisplayName("keeps an endless stream for ever")
  void boundless() {
    assertBroken(
        contract(
                TCP,
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
                    })
            ::endlessReply_isBounded,
        "an endless reply of zeros after 0 good bytes: no end after 16785408 bytes");
  }

  @Test
  @DisplayName("asks for ever")
  void asksForEver() {
    assertBroken(
        contract(
                TCP,
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
                    })
            ::repetition_isBounded,
        "answer 1 of 2 to every further request: no end after");
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
          "name: 'sample' is also the name of " + Namesake.class.getName());
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

  private static SampleContract contract(
      Binding binding, Function<DialogueContext, Dialogue> dialogues) {
    return new SampleContract(binding, dialogues);
  }

  private static void assertBroken(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }
}
