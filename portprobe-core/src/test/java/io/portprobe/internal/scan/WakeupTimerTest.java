package io.portprobe.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.internal.io.ManualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakeupTimerTest {
  private final ManualLoop loop = new ManualLoop();
  private final long start = loop.nanos();
  private final List<Long> runs = new ArrayList<>();
  private final WakeupTimer timer = new WakeupTimer(loop, () -> runs.add(loop.nanos() - start));

  @Test
  void laterTime_isCoveredByTheEarlierRun() {
    timer.scheduleIn(5);
    timer.scheduleAt(start + 9);
    loop.advance(20);
    assertThat(runs).containsExactly(5L);
  }

  @Test
  void earlierTime_runsTheActionThen() {
    timer.scheduleIn(9);
    timer.scheduleIn(5);
    loop.advance(6);
    assertThat(runs).containsExactly(5L);
  }

  @Test
  void pastTime_runsTheActionAtOnce() {
    timer.scheduleAt(start - 7);
    loop.advance(0);
    assertThat(runs).containsExactly(0L);
  }

  @Test
  void never_isNotScheduled() {
    timer.scheduleAt(Long.MAX_VALUE);
    loop.advance(1_000_000_000_000L);
    assertThat(runs).isEmpty();
  }

  @Test
  void afterARun_theTimerCanBeScheduledAgain() {
    timer.scheduleIn(5);
    loop.advance(5);
    timer.scheduleIn(5);
    loop.advance(5);
    assertThat(runs).containsExactly(5L, 10L);
  }
}
