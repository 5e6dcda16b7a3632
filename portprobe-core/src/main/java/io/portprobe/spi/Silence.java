package io.portprobe.spi;

import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.Optional;

/**
 * A time without bytes from the peer, after which the core calls {@link Dialogue#silent()}: 1 ms to
 * 1 h, or none. Immutable.
 */
record Silence(Optional<Duration> time) {
  /** A wait without a timer. */
  static final Silence UNTIMED = new Silence(Optional.empty());

  private static final Duration MIN = Duration.ofMillis(1);
  private static final Duration MAX = Duration.ofHours(1);

  Silence {
    time.ifPresent(Silence::check);
  }

  static Silence of(Duration time) {
    return new Silence(Optional.of(time));
  }

  private static void check(Duration time) {
    if (time.compareTo(MIN) < 0 || time.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "silence: " + time + " (expected: " + MIN + " to " + MAX + ")");
    }
  }

  /** Returns the time; an empty text if there is none. */
  @Override
  public String toString() {
    return time.map(TimeText::of).orElse("");
  }
}
