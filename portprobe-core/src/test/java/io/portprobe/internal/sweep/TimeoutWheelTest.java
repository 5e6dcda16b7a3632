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

class TimeoutWheelTest {
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // overflows
  private static final long LATEST = Duration.ofMillis(5).toNanos();

  private static final long TICK = 1L << 21;
  private static final long ROUND = 512 * TICK;

  private final TimeoutWheel wheel = new TimeoutWheel(ORIGIN);

  private SweepProbe add(long afterNanos) {
    SweepProbe probe = new SweepProbe();
    probe.deadline = ORIGIN + afterNanos;
    wheel.add(probe);
    return probe;
  }

  @Test
  @DisplayName("Each probe expires once, not before its deadline and at most 5 ms after it")
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
    for (long next = wheel.nextExpiryNanos();
        next != TimeoutWheel.NEVER;
        next = wheel.nextExpiryNanos()) {
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
  @DisplayName("A late expiry catches up and accepts new probes meanwhile")
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
  @DisplayName("An empty wheel has no next expiry")
  void empty() {
    ProbeList.unlink(add(1));

    assertThat(wheel.nextExpiryNanos()).isEqualTo(TimeoutWheel.NEVER);
  }

  private List<SweepProbe> expire(long afterNanos) {
    List<SweepProbe> expired = new ArrayList<>();
    wheel.expire(ORIGIN + afterNanos, expired::add);
    return expired;
  }

  @Test
  void deadline_expiresAtTheTickAfterIt() {
    SweepProbe probe = add(1);

    assertThat(wheel.expiryNanos(ORIGIN + 1)).isEqualTo(ORIGIN + TICK);
    assertThat(wheel.nextExpiryNanos()).isEqualTo(ORIGIN + TICK);
    assertThat(expire(TICK - 1)).isEmpty();
    assertThat(expire(TICK)).containsExactly(probe);
    assertThat(wheel.nextExpiryNanos()).isEqualTo(TimeoutWheel.NEVER);
  }

  @Test
  void deadlineAtATick_expiresAtTheNextOne() {
    SweepProbe probe = add(3 * TICK);

    assertThat(wheel.nextExpiryNanos()).isEqualTo(ORIGIN + 4 * TICK);
    assertThat(expire(4 * TICK - 1)).isEmpty();
    assertThat(expire(4 * TICK)).containsExactly(probe);
  }

  @Test
  void deadlineInThePast_expiresAtTheNextTick() {
    assertThat(expire(10 * TICK)).isEmpty();

    SweepProbe probe = add(2 * TICK);

    assertThat(wheel.nextExpiryNanos()).isEqualTo(ORIGIN + 11 * TICK);
    assertThat(expire(11 * TICK)).containsExactly(probe);
  }

  @Test
  void deadlineOfALaterRound_staysInItsList() {
    SweepProbe later = add(2 * ROUND + 5);
    SweepProbe sooner = add(5);

    assertThat(expire(TICK)).containsExactly(sooner);
    assertThat(wheel.nextExpiryNanos())
        .as("the same list, a round later")
        .isEqualTo(ORIGIN + ROUND + TICK);
    assertThat(expire(ROUND + TICK)).isEmpty();
    assertThat(expire(2 * ROUND + TICK)).containsExactly(later);
  }

  @Test
  void unchangedTime_expiresNothingTwice() {
    SweepProbe probe = add(5);

    assertThat(expire(TICK)).containsExactly(probe);
    assertThat(expire(TICK)).isEmpty();
    assertThat(expire(0)).isEmpty();
  }

  @Test
  void poll_emptiesTheWheel() {
    Set<SweepProbe> added = Set.of(add(1), add(ROUND), add(3 * ROUND));

    Set<SweepProbe> polled = new HashSet<>();
    for (SweepProbe probe = wheel.poll(); probe != null; probe = wheel.poll()) {
      polled.add(probe);
    }

    assertThat(polled).isEqualTo(added);
    assertThat(wheel.nextExpiryNanos()).isEqualTo(TimeoutWheel.NEVER);
  }
}
