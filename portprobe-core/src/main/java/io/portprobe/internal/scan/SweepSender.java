package io.portprobe.internal.scan;

import io.portprobe.internal.io.EventLoopClock;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.sweep.Sweep;
import java.util.concurrent.CompletableFuture;

/** A sender that uses a sweep, the bulk engine. */
final class SweepSender implements ProbeSender {
  private final Sweep sweep;
  private final LoopClock clock;

  SweepSender(Sweep sweep) {
    this.sweep = sweep;
    this.clock = new EventLoopClock(sweep.loop());
  }

  @Override
  public LoopClock clock() {
    return clock;
  }

  @Override
  public boolean receivesIcmpErrors() {
    return sweep.receivesIcmpErrors();
  }

  @Override
  public boolean send(ScanProbe probe) {
    return sweep.start(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    return sweep.close();
  }
}
