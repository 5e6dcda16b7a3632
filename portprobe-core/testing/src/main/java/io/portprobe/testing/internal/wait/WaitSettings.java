package io.portprobe.testing.internal.wait;

import io.portprobe.PortProbe;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to wait.
 *
 * @param probes one for each port
 * @param enough how many of them are enough
 * @param within the time until the deadline
 * @param held how long the goal has to hold without a break
 * @param each how long one answer is waited for at most
 * @param first the first pause between questions; also the shortest
 * @param most the longest pause
 * @param guards what ends the wait at once
 * @param timeline time and threads
 */
public record WaitSettings(
    List<PortProbe> probes,
    int enough,
    Duration within,
    Duration held,
    Duration each,
    Duration first,
    Duration most,
    List<AbortCondition> guards,
    Timeline timeline) {
  public static WaitSettings of(List<PortProbe> probes, int enough, Timeline timeline) {
    return new WaitSettings(
        probes,
        enough,
        Duration.ofSeconds(30),
        Duration.ZERO,
        Duration.ofSeconds(2),
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        List.of(),
        timeline);
  }

  /** Looks at what can be seen only when all is set. */
  void check() {
    if (held.compareTo(within) >= 0) {
      throw new IllegalArgumentException(
          "heldFor: " + held + " (expected: less than within, " + within + ")");
    }
  }

  public WaitSettings within(Duration within) {
    return new WaitSettings(probes, enough, within, held, each, first, most, guards, timeline);
  }

  public WaitSettings held(Duration held) {
    return new WaitSettings(probes, enough, within, held, each, first, most, guards, timeline);
  }

  public WaitSettings each(Duration each) {
    return new WaitSettings(probes, enough, within, held, each, first, most, guards, timeline);
  }

  public WaitSettings pauses(Duration first, Duration most) {
    return new WaitSettings(probes, enough, within, held, each, first, most, guards, timeline);
  }

  public WaitSettings guards(List<AbortCondition> more) {
    return new WaitSettings(
        probes,
        enough,
        within,
        held,
        each,
        first,
        most,
        Stream.concat(guards.stream(), more.stream()).toList(),
        timeline);
  }
}
