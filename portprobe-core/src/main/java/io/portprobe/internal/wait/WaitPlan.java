package io.portprobe.internal.wait;

import io.portprobe.PortProbe;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of a wait. Immutable: each setter returns a changed copy.
 *
 * @param probes one for each port
 * @param required how many of the ports have to meet the goal
 * @param within the time until the deadline
 * @param condition when a port meets the goal
 * @param polling how each port is probed again
 * @param aborts the conditions that end the wait early
 * @param timeline the clock and the threads
 */
public record WaitPlan(
    List<PortProbe> probes,
    int required,
    Duration within,
    Condition condition,
    Polling polling,
    List<AbortCondition> aborts,
    Timeline timeline) {

  /**
   * When a port meets the goal.
   *
   * @param held how long its reports have to meet it without interruption
   * @param inARow how many reports in a row have to meet it
   * @param open how long the peer has to keep a connection open; zero if it does not have to
   */
  public record Condition(Duration held, int inARow, Duration open) {
    static final Condition DEFAULT = new Condition(Duration.ZERO, 1, Duration.ZERO);

    /** Returns a copy with another time for which the goal has to be met. */
    public Condition held(Duration other) {
      return new Condition(other, inARow, open);
    }

    /** Returns a copy with another number of reports. */
    public Condition inARow(int other) {
      return new Condition(held, other, open);
    }

    /** Returns a copy with another time for which a connection has to stay open. */
    public Condition open(Duration other) {
      return new Condition(held, inARow, other);
    }
  }

  /**
   * How a port is polled.
   *
   * @param probeTimeout the time limit of the first probe
   * @param grows whether the time limit doubles after each probe that exceeded it
   * @param firstPause the first and shortest pause between two probes
   * @param maxPause the longest pause between two probes
   * @param factor how much longer each pause is than the one before
   */
  public record Polling(
      Duration probeTimeout, boolean grows, Duration firstPause, Duration maxPause, double factor) {
    static final Polling DEFAULT =
        new Polling(Duration.ofSeconds(2), true, Duration.ofMillis(20), Duration.ofSeconds(1), 1.5);

    /** Returns a copy with another time limit of each probe, which does not grow. */
    public Polling probeTimeout(Duration timeout) {
      return new Polling(timeout, false, firstPause, maxPause, factor);
    }

    /** Returns a copy with other pauses. */
    public Polling pauses(Duration first, Duration max, double growth) {
      return new Polling(probeTimeout, grows, first, max, growth);
    }
  }

  /** Returns the defaults for these ports. */
  public static WaitPlan of(List<PortProbe> probes, int required, Timeline timeline) {
    return new WaitPlan(
        probes,
        required,
        Duration.ofSeconds(30),
        Condition.DEFAULT,
        Polling.DEFAULT,
        List.of(),
        timeline);
  }

  /**
   * Checks what depends on several settings.
   *
   * @throws IllegalArgumentException if the goal would have to be met until the deadline or longer
   */
  void check() {
    checkShorter("heldFor", condition.held());
    checkShorter("staysOpenFor", condition.open());
  }

  private void checkShorter(String name, Duration time) {
    if (time.compareTo(within) >= 0) {
      throw new IllegalArgumentException(
          name + ": " + time + " (expected: less than within, " + within + ")");
    }
  }

  /** Returns a copy with other probes of the same ports. */
  public WaitPlan probes(List<PortProbe> changed) {
    return new WaitPlan(changed, required, within, condition, polling, aborts, timeline);
  }

  /** Returns a copy with another deadline. */
  public WaitPlan within(Duration time) {
    return new WaitPlan(probes, required, time, condition, polling, aborts, timeline);
  }

  /** Returns a copy with another condition. */
  public WaitPlan condition(Condition changed) {
    return new WaitPlan(probes, required, within, changed, polling, aborts, timeline);
  }

  /** Returns a copy with another way to poll. */
  public WaitPlan polling(Polling changed) {
    return new WaitPlan(probes, required, within, condition, changed, aborts, timeline);
  }

  /** Returns a copy with more conditions that end the wait early. */
  public WaitPlan abortingOn(List<AbortCondition> conditions) {
    List<AbortCondition> all = Stream.concat(aborts.stream(), conditions.stream()).toList();
    return new WaitPlan(probes, required, within, condition, polling, all, timeline);
  }
}
