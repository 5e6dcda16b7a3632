package io.portprobe.testing.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.SampleProtocol.Sample;
import io.portprobe.testing.protocol.SampleProtocol.SampleDialogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Faults of plug-ins that the first contract did not find. */
class FormerlyUnseenFaultsTest {
  private static final Binding TCP = Binding.tcp(4711);
  private static final Binding UDP = Binding.udp(4711);

  private static void assertViolation(
      Binding binding,
      Consumer<ProtocolContract> check,
      String message,
      Function<DialogueContext, Dialogue> dialogues) {
    assertThatThrownBy(() -> check.accept(new SampleContract(binding, dialogues)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  /** A dialogue that finishes with any data. */
  private static class Gullible extends SampleDialogue {
    Gullible(DialogueContext context) {
      super(context);
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return Step.finish(new Sample(List.of("received " + bytes.remaining() + " bytes")));
    }
  }

  @Test
  void anyDataIsAFinding() {
    assertViolation(
        TCP,
        ProtocolContract::garbage_isNoFinding,
        "random bytes of seed 0: expected no finding",
        Gullible::new);
    assertViolation(
        UDP,
        ProtocolContract::foreignGreeting_isNoFinding,
        "greeting of ssh: expected no finding",
        Gullible::new);
    assertViolation(
        TCP,
        ProtocolContract::echo_isNoFinding,
        "peer that returns each request: expected no finding",
        Gullible::new);
  }

  @Test
  void greetingOfARelatedProtocolIsAFinding() {
    assertViolation(
        TCP,
        ProtocolContract::foreignGreeting_isNoFinding,
        "greeting of ftp: expected no finding",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return ISO_8859_1.decode(bytes.duplicate()).toString().startsWith("220 (")
                    ? Step.finish(new Sample(List.of("a greeting")))
                    : super.received(bytes);
              }
            });
  }

  @Test
  void oneByteOfTheIdIsCompared() {
    assertViolation(
        UDP,
        ProtocolContract::foreignResponse_isNoFinding,
        "accepts responses with a byte of another dialogue at [2]",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                if (copy.length >= SampleProtocol.HEADER && copy[3] == (byte) id) {
                  copy[2] = (byte) (id >> Byte.SIZE);
                }
                return super.received(ByteBuffer.wrap(copy));
              }
            });
  }

  @Test
  void theReceivedBufferIsKept() {
    record Kept(ByteBuffer text) implements Finding {
      @Override
      public List<String> lines() {
        return List.of(
            ISO_8859_1.decode(text.duplicate()).toString().replaceAll("\\P{Print}", "."));
      }
    }
    assertViolation(
        UDP,
        ProtocolContract::goodServer_isFound,
        "when the received buffer was used again",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                ByteBuffer kept = bytes.slice();
                return super.received(bytes) instanceof Step.Send
                    ? Step.finish(new Kept(kept))
                    : Step.await();
              }
            });
  }

  @Test
  void firstFindingIsCachedForEver() {
    AtomicReference<Step> cached = new AtomicReference<>();
    assertViolation(
        TCP,
        ProtocolContract::foreignGreeting_isNoFinding,
        "expected no finding",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return cached.get() == null ? super.received(bytes) : cached.get();
              }

              @Override
              Step finish() {
                cached.set(super.finish());
                return cached.get();
              }
            });
  }

  @Test
  void oneBufferServesAllDialogues() {
    List<Byte> shared = Collections.synchronizedList(new ArrayList<>());
    assertViolation(
        TCP,
        ProtocolContract::dialogues_areIndependent,
        "good server, while other dialogues run: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                while (bytes.hasRemaining()) {
                  shared.add(bytes.get());
                }
                if (shared.size() < 14) {
                  return Step.await();
                }
                ByteBuffer message = ByteBuffer.allocate(shared.size());
                shared.forEach(message::put);
                shared.clear();
                return super.received(message.flip());
              }
            });
  }

  /** Has an id that is not of the context. */
  private static class FixedId extends SampleDialogue {
    private final Function<SampleDialogue, Integer> ids;

    FixedId(DialogueContext context, Function<SampleDialogue, Integer> ids) {
      super(context);
      this.ids = ids;
    }

    @Override
    Step sendRequest() {
      ByteBuffer request = ByteBuffer.allocate(4);
      request.putShort((short) (texts.size() + 1)).putShort(ids.apply(this).shortValue()).flip();
      return Step.send(request);
    }
  }

  @Test
  void idIsAlwaysTheSame() {
    assertViolation(
        UDP,
        ProtocolContract::requests_areUnpredictable,
        "the requests of two dialogues are equal",
        context -> new FixedId(context, dialogue -> 7));
  }

  @Test
  void idIsACounter() {
    AtomicInteger counter = new AtomicInteger();
    assertViolation(
        UDP,
        ProtocolContract::requests_areUnpredictable,
        "the requests of two dialogues with equal contexts differ",
        context -> new FixedId(context, dialogue -> counter.incrementAndGet()));
  }

  @Test
  void dialogueBlocksInEachCall() {
    assertViolation(
        TCP,
        ProtocolContract::delivery_doesNotMatter,
        "received(1 bytes) blocked for ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                long until = System.nanoTime() + Duration.ofMillis(15).toNanos();
                while (System.nanoTime() < until) {
                  LockSupport.parkNanos(until - System.nanoTime());
                }
                return super.received(bytes);
              }
            });
  }

  @Test
  void dialogueBlocksInItsLastCall() {
    assertViolation(
        TCP,
        ProtocolContract::calls_doNotBlock,
        "good server: call 3 of the dialogue blocks for ",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                long until = System.nanoTime() + Duration.ofMillis(15).toNanos();
                while (System.nanoTime() < until) {
                  LockSupport.parkNanos(until - System.nanoTime());
                }
                return super.finish();
              }
            });
  }

  /** Runs a check with limits that a fault exceeds in a short time, on any machine. */
  private static void assertSlow(
      Duration maxCall,
      Duration maxTotal,
      String message,
      Function<DialogueContext, Dialogue> dialogues) {
    SampleContract contract =
        new SampleContract(TCP, dialogues) {
          @Override
          CallTimes callTimes() {
            return new CallTimes(maxCall.toNanos(), maxTotal.toNanos());
          }
        };
    assertThatThrownBy(contract::endlessReply_isBounded)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }

  @Test
  void regularExpressionIsCatastrophic() {
    Pattern words = Pattern.compile("(?:([A-Z]+))+:\\1"); // 2^n steps for n letters
    assertSlow(
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        "received(8192 bytes) took ",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                String text = ISO_8859_1.decode(bytes.duplicate()).toString();
                String line = text.substring(0, Math.min(22, text.length()));
                return words.matcher(line).matches() ? Step.await() : super.received(bytes);
              }
            });
  }

  @Test
  void parserReadsAllBytesAgainInEachCall() {
    assertSlow(
        Duration.ofSeconds(2),
        Duration.ofMillis(200),
        "ms of processor time in ",
        context ->
            new SampleDialogue(context) {
              private final StringBuilder all = new StringBuilder();

              @Override
              public Step received(ByteBuffer bytes) {
                all.append(ISO_8859_1.decode(bytes.duplicate()));
                Step step = super.received(bytes);
                boolean many = all.chars().filter(c -> c == '\n').count() > 1_000_000;
                return step instanceof Step.Mismatch && !many ? Step.await() : step;
              }
            });
  }

  @Test
  void findingHasAMillionLines() {
    assertViolation(
        TCP,
        ProtocolContract::goodServer_isFound,
        "the finding has 1000000 lines (expected: at most 10000)",
        context ->
            new SampleDialogue(context) {
              @Override
              Step finish() {
                return Step.finish(new Sample(Collections.nCopies(1_000_000, "x")));
              }
            });
  }

  @Test
  void parserRecursesForEachBracket() {
    assertViolation(
        TCP,
        ProtocolContract::nesting_isSurvived,
        "threw java.lang.StackOverflowError",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                return depth(bytes.duplicate()) > 0 ? Step.await() : super.received(bytes);
              }

              private int depth(ByteBuffer bytes) {
                return bytes.hasRemaining() && bytes.get() == '(' ? 1 + depth(bytes) : 0;
              }
            });
  }

  @Test
  void partialFindingExistsBeforeAnyData() {
    assertViolation(
        TCP,
        ProtocolContract::silence_isNoFinding,
        "peer that never sends: expected nothing from partial(), but found",
        context ->
            new SampleDialogue(context) {
              @Override
              public Optional<Finding> partial() {
                return Optional.of(new Sample(List.of("nothing yet")));
              }
            });
  }

  @Test
  void eachUnrelatedDatagramIsAnswered() {
    assertViolation(
        UDP,
        ProtocolContract::endlessReply_isBounded,
        "requests (expected: at most 100)",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                Step step = super.received(bytes);
                return step instanceof Step.Await ? sendRequest() : step;
              }
            });
  }

  @Test
  void orderOfDatagramsChangesTheFinding() {
    Function<DialogueContext, Dialogue> dialogues =
        context ->
            new SampleDialogue(context) {
              @Override
              public Step received(ByteBuffer bytes) {
                byte first = bytes.get();
                return first == 'a' || first == 'b'
                    ? Step.finish(new Sample(List.of("first: " + (char) first)))
                    : Step.await();
              }
            };
    SampleContract contract =
        new SampleContract(UDP, dialogues) {
          @Override
          protected List<ByteBuffer> response(ByteBuffer sent) {
            return List.of(ByteBuffer.wrap(new byte[] {'a'}), ByteBuffer.wrap(new byte[] {'b'}));
          }
        };
    assertThatThrownBy(contract::datagramOrder_doesNotMatter)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("good server, datagrams in reverse order: expected Sample");
  }

  @Test
  void stateIsSharedBetweenThreads() {
    short[] shared = new short[1];
    assertViolation(
        TCP,
        ProtocolContract::threads_areIndependent,
        "on one of 4 threads: expected a finding, but found none",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step start() {
                shared[0]++;
                return super.start();
              }

              @Override
              Step finish() {
                short before = shared[0];
                LockSupport.parkNanos(100_000); // another thread starts a dialogue meanwhile
                return before == shared[0] ? super.finish() : Step.mismatch("shared state");
              }
            });
  }

  @Test
  void silenceIsTakenForAnAnswer() {
    assertViolation(
        TCP,
        ProtocolContract::silence_isNoFinding,
        "peer that never sends: expected no finding",
        context ->
            new SampleDialogue(context) {
              @Override
              public Step start() {
                return Step.await(Duration.ofMillis(100));
              }

              @Override
              public Step silent() {
                return Step.finish(new Sample(List.of("silent")));
              }
            });
  }
}
