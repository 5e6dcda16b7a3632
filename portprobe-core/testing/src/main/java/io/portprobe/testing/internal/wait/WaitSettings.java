package io.portprobe.testing.internal.wait;

import io.portprobe.PortProbe;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a wait. Immutable: each setter returns a changed copy.
 *
 * @param probes one for each port
 * @param required how many of the ports have to meet the expectation
 * @param within the time until the deadline
 * @param held how long the expectation has to hold without interruption
 * @param polling how each port is probed again
 * @param aborts the conditions that end the wait early
 * @param timeline the clock and the threads
 */
public record WaitSettings(
    List<PortProbe> probes,
    int required,
    Duration within,
    Duration held,
    Polling polling,
    List<AbortCondition> aborts,
    Timeline timeline) {

  /**
   * How a port is polled.
   *
   * @param probeTimeout the time limit of one probe
   * @param firstPause the first and shortest pause between two probes
   * @param maxPause the longest pause between two probes
   */
  public record Polling(Duration probeTimeout, Duration firstPause, Duration maxPause) {
    static final Polling DEFAULT =
        new Polling(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofSeconds(1));

    /** Returns a copy with another time limit of one probe. */
    public Polling probeTimeout(Duration timeout) {
      return new Polling(timeout, firstPause, maxPause);
    }

    /** Returns a copy with other pauses. */
    public Polling pauses(Duration first, Duration max) {
      return new Polling(probeTimeout, first, max);
    }
  }

  /** Returns the defaults for these ports. */
  public static WaitSettings of(List<PortProbe> probes, int required, Timeline timeline) {
    return new WaitSettings(
        probes,
        required,
        Duration.ofSeconds(30),
        Duration.ZERO,
        Polling.DEFAULT,
        List.of(),
        timeline);
  }

  /**
   * Checks what depends on several settings.
   *
   * @throws IllegalArgumentException if the expectation would have to hold until the deadline or
   *     longer
   */
  void check() {
    if (held.compareTo(within) >= 0) {
      throw new IllegalArgumentException(
          "heldFor: " + held + " (expected: less than within, " + within + ")");
    }
  }

  /** Returns a copy with another deadline. */
  public WaitSettings within(Duration time) {
    return new WaitSettings(probes, required, time, held, polling, aborts, timeline);
  }

  /** Returns a copy with another time for which the expectation has to hold. */
  public WaitSettings held(Duration time) {
    return new WaitSettings(probes, required, within, time, polling, aborts, timeline);
  }

  /** Returns a copy with another way to poll. */
  public WaitSettings polling(Polling changed) {
    return new WaitSettings(probes, required, within, held, changed, aborts, timeline);
  }

  /** Returns a copy with more conditions that end the wait early. */
  public WaitSettings abortingOn(List<AbortCondition> conditions) {
    List<AbortCondition> all = Stream.concat(aborts.stream(), conditions.stream()).toList();
    return new WaitSettings(probes, required, within, held, polling, all, timeline);
  }
}
