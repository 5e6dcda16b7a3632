package io.portprobe.internal.scan;

import io.portprobe.internal.sweep.Sweep;
import io.portprobe.internal.sweep.SweepProbe;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks by the bulk engine. */
final class SweepAsker implements Asker {
  private final Sweep sweep;

  SweepAsker(Sweep sweep) {
    this.sweep = sweep;
  }

  /** What a sweep tells, passed on to a shard. */
  static Sweep.Sink sink(Sink shard) {
    return ended -> {
      ScanProbe probe = (ScanProbe) ended;
      probe.result = probe.outcome();
      probe.fault = probe.isLocalFault();
      probe.began = probe.startedNanos();
      probe.ended = probe.endedNanos();
      shard.ended(probe);
    };
  }

  @Override
  public boolean ask(ScanProbe probe, long timeoutNanos, @Nullable ByteBuffer payload) {
    InetAddress address =
        Objects.requireNonNull(Objects.requireNonNull(probe.lane).target.address());
    if (payload == null) {
      probe.ask(address, probe.port, timeoutNanos);
    } else {
      probe.ask(address, probe.port, timeoutNanos, payload);
    }
    return sweep.start((SweepProbe) probe);
  }

  @Override
  public CompletableFuture<Void> close() {
    return sweep.close();
  }
}
