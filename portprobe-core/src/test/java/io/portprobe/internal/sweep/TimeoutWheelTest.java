package io.portprobe.internal.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The wheel of time-outs")
class TimeoutWheelTest {
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // overflows
  private static final long LATEST = Duration.ofMillis(5).toNanos();

  private final TimeoutWheel wheel = new TimeoutWheel(ORIGIN);

  private SweepProbe add(long afterNanos) {
    SweepProbe probe = new SweepProbe();
    probe.deadline = ORIGIN + afterNanos;
    wheel.add(probe);
    return probe;
  }

  @Test
  @DisplayName("lets each probe go once, not before its time and little after, as often as it says")
  void inTime() {
    Random random = new Random(11);
    Set<SweepProbe> left = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      left.add(add((long) (random.nextDouble() * Duration.ofSeconds(8).toNanos())));
    }
    Set<SweepProbe> taken = new HashSet<>();
    left.stream().limit(500).forEach(taken::add);
    taken.forEach(ProbeList::unlink);
    left.removeAll(taken);

    int wakes = 0;
    for (long next = wheel.nextNanos(); next != TimeoutWheel.NEVER; next = wheel.nextNanos()) {
      long now = next;
      wakes++;
      wheel.expire(
          now,
          probe -> {
            assertThat(left.remove(probe)).isTrue();
            assertThat(now - probe.deadline).isBetween(0L, LATEST);
          });
    }

    assertThat(left).isEmpty();
    assertThat(wakes).isLessThan(5_000);
  }

  @Test
  @DisplayName("catches up after a long sleep, and takes new probes meanwhile")
  void lateWake() {
    SweepProbe first = add(Duration.ofMillis(10).toNanos());
    SweepProbe second = add(Duration.ofSeconds(4).toNanos());
    SweepProbe far = add(Duration.ofMinutes(60).toNanos());
    List<SweepProbe> expired = new ArrayList<>();

    wheel.expire(
        ORIGIN + Duration.ofSeconds(60).toNanos(),
        probe -> {
          expired.add(probe);
          if (expired.size() == 1) {
            expired.add(add(Duration.ofSeconds(61).toNanos()));
          }
        });

    assertThat(expired).hasSize(3).contains(first, second).doesNotContain(far);
    SweepProbe added = expired.get(1);
    List<SweepProbe> later = new ArrayList<>();
    wheel.expire(ORIGIN + Duration.ofSeconds(62).toNanos(), later::add);
    assertThat(later).containsExactly(added);
  }

  @Test
  @DisplayName("never wakes for nothing when it is empty")
  void empty() {
    ProbeList.unlink(add(1));

    assertThat(wheel.nextNanos()).isEqualTo(TimeoutWheel.NEVER);
  }
}
