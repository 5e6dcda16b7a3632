package io.portprobe.protocols.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A conversation of a dialogue with recorded or fuzzed bytes, without a socket. */
public final class Recording {
  private final Dialogue dialogue;
  private final List<byte[]> sent = new ArrayList<>();
  private Step last;

  private Recording(Dialogue dialogue) {
    this.dialogue = dialogue;
    this.last = execute(dialogue.start());
  }

  /** Starts a dialogue. */
  public static Recording start(Dialogue dialogue) {
    return new Recording(dialogue);
  }

  /** Reads a recorded response, which is also a seed of the fuzz test. */
  public static byte[] read(Class<?> fuzzTest, String method, String name) {
    String file = fuzzTest.getSimpleName() + "Inputs/" + method + "/" + name + ".bin";
    try (InputStream in = fuzzTest.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Delivers bytes in one piece, until the dialogue ends. */
  public Recording receive(byte[] bytes) {
    return receive(bytes, Integer.MAX_VALUE);
  }

  /** Delivers bytes in pieces, until the dialogue ends. */
  public Recording receive(byte[] bytes, int piece) {
    for (int from = 0; from < bytes.length && !ended(); ) {
      int to = (int) Math.min(bytes.length, (long) from + piece);
      byte[] part = Arrays.copyOfRange(bytes, from, to);
      last = execute(dialogue.received(ByteBuffer.wrap(part).asReadOnlyBuffer()));
      from = to;
    }
    return this;
  }

  /** Delivers the end of the stream. */
  public Recording close() {
    if (!ended()) {
      last = execute(dialogue.closed());
    }
    return this;
  }

  /** Lets the time of the dialogue pass. */
  public Recording silence() {
    if (!ended()) {
      last = execute(dialogue.silent());
    }
    return this;
  }

  /** Sends, starts TLS and connects again, until the dialogue waits or ends. */
  private Step execute(Step first) {
    Step step = first;
    for (int i = 0; i < 100; i++) {
      if (step instanceof Step.Send send) {
        ByteBuffer bytes = send.bytes();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        sent.add(copy);
        step = send.then();
      } else if (step instanceof Step.StartTls) {
        step = dialogue.secured(TlsInfo.builder().build());
      } else if (step instanceof Step.Reconnect) {
        step = dialogue.connected();
      } else {
        return step;
      }
    }
    throw new AssertionError("the dialogue neither waits nor ends");
  }

  private boolean ended() {
    return last instanceof Step.Finish || last instanceof Step.Mismatch;
  }

  /** Returns the last step. */
  public Step last() {
    return last;
  }

  /** Returns the requests. */
  public List<byte[]> sent() {
    return sent;
  }

  /** Returns the finding, or what the dialogue found before an end without one. */
  public Optional<Finding> finding() {
    if (last instanceof Step.Finish finish) {
      return Optional.of(finish.finding());
    }
    return last instanceof Step.Mismatch mismatch ? mismatch.partial() : dialogue.partial();
  }

  /** Returns the finding of a dialogue that has finished. */
  public <T extends Finding> T finding(Class<T> type) {
    assertThat(last).isInstanceOf(Step.Finish.class);
    return type.cast(((Step.Finish) last).finding());
  }

  /** Checks that the finding, if there is one, can be printed. */
  public void check() {
    finding()
        .ifPresent(
            finding -> {
              assertThat(finding.lines())
                  .isNotEmpty()
                  .hasSizeLessThan(10_000)
                  .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
              assertThat(finding.facts().service()).isPresent();
            });
  }

  /** Returns the parts, joined. */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
