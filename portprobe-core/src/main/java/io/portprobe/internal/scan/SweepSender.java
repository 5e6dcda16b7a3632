package io.portprobe.internal.scan;

import io.portprobe.internal.sweep.Sweep;
import java.util.concurrent.CompletableFuture;

/** Asks by the bulk engine. */
final class SweepSender implements ProbeSender {
  private final Sweep sweep;

  SweepSender(Sweep sweep) {
    this.sweep = sweep;
  }

  /** What a sweep tells, passed on to a shard. */
  static Sweep.Sink sink(Sink shard) {
    return probe -> shard.ended((ScanProbe) probe);
  }

  @Override
  public boolean ask(ScanProbe probe) {
    return sweep.start(probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    return sweep.close();
  }
}
