package io.portprobe.protocols.internal.simple;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A dialogue with a time server, which sends four bytes. Confined to the event loop. */
final class TimeDialogue implements Dialogue {
  private static final byte[] ANY_DATAGRAM = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration END_OF_STREAM = Duration.ofMillis(500);
  private static final int LENGTH = 4;
  private static final String OTHER = "expected a time of four bytes, received other data";

  private static final Instant EPOCH = Instant.parse("1900-01-01T00:00:00Z");
  private static final long WRAP_SECONDS = 1L << 32; // the number wraps around in 2036
  private static final long MAX_SKEW_SECONDS = Duration.ofDays(20 * 365).toSeconds();

  private final Transport transport;
  private final Clock clock;
  private final ByteBuffer number = ByteBuffer.allocate(LENGTH);

  TimeDialogue(DialogueContext context) {
    this.transport = context.transport();
    this.clock = context.clock();
  }

  @Override
  public Step start() {
    return transport == Transport.UDP ? Step.send(ANY_DATAGRAM) : Step.await();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      Optional<DefaultServerTime> time =
          bytes.remaining() == LENGTH ? time(bytes.slice().getInt()) : Optional.empty();
      return time.map(Step::finish).orElseGet(() -> Step.await(OTHER));
    }
    if (bytes.remaining() > number.remaining()) {
      return Step.mismatch(OTHER);
    }
    number.put(bytes);
    return number.hasRemaining() ? Step.await() : Step.await(END_OF_STREAM);
  }

  /** Ends without the end of the stream, which some servers leave to the client. */
  @Override
  public Step silent() {
    return closed();
  }

  @Override
  public Step closed() {
    Optional<DefaultServerTime> time =
        number.hasRemaining() ? Optional.empty() : time(number.getInt(0));
    return time.map(Step::finish).orElseGet(() -> Step.mismatch(OTHER));
  }

  /** Returns the time nearest to the local clock; empty if it is not near, or zero. */
  private Optional<DefaultServerTime> time(int value) {
    Instant now = clock.instant();
    long elapsed = Duration.between(EPOCH, now).toSeconds();
    long seconds = (value & 0xffffffffL) + Math.floorDiv(elapsed, WRAP_SECONDS) * WRAP_SECONDS;
    if (seconds - elapsed > WRAP_SECONDS / 2) {
      seconds -= WRAP_SECONDS;
    } else if (elapsed - seconds > WRAP_SECONDS / 2) {
      seconds += WRAP_SECONDS;
    }
    long skew = seconds - elapsed;
    return value == 0 || Math.abs(skew) > MAX_SKEW_SECONDS
        ? Optional.empty()
        : Optional.of(new DefaultServerTime(EPOCH.plusSeconds(seconds), Duration.ofSeconds(skew)));
  }
}
