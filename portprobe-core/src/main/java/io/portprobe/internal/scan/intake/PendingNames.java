package io.portprobe.internal.scan.intake;

import io.portprobe.ProbeException;
import io.portprobe.internal.io.LoopClock;
import io.portprobe.internal.scan.setup.ScanServices.Lookup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of a scanner that are being resolved. A resolver that never completes cannot keep a
 * scan from its end: a name fails if it waits for the limit, and no other name was resolved in that
 * time. A slow resolver that makes progress has as much time as it needs. Confined to the event
 * loop.
 */
final class PendingNames {
  private final LoopClock clock;
  private final long limitNanos;

  /** In the order of their start. */
  private final Set<Pending> pending = new LinkedHashSet<>();

  private long lastEnd;
  private boolean watching;

  private static final class Pending {
    final long started;
    final Consumer<ProbeException> failed;
    @Nullable Lookup lookup;

    Pending(long started, Consumer<ProbeException> failed) {
      this.started = started;
      this.failed = failed;
    }
  }

  /**
   * Creates an empty set.
   *
   * @param limit how long a name may wait while no other name is resolved
   */
  PendingNames(LoopClock clock, Duration limit) {
    this.clock = clock;
    this.limitNanos = limit.toNanos();
    this.lastEnd = clock.nanos();
  }

  /**
   * Adds a resolution. Exactly one of the consumers is called, unless {@link #cancel} is called
   * before.
   *
   * @param start starts the resolution, which calls one of its consumers on the event loop, perhaps
   *     before it returns
   */
  void add(
      BiFunction<Consumer<List<InetAddress>>, Consumer<ProbeException>, Lookup> start,
      Consumer<List<InetAddress>> resolved,
      Consumer<ProbeException> failed) {
    Pending name = new Pending(clock.nanos(), failed);
    pending.add(name);
    name.lookup =
        start.apply(
            addresses -> {
              if (end(name)) {
                resolved.accept(addresses);
              }
            },
            failure -> {
              if (end(name)) {
                failed.accept(failure);
              }
            });
    if (!watching && !pending.isEmpty()) {
      watching = true;
      clock.later(limitNanos, this::watch);
    }
  }

  private boolean end(Pending name) {
    boolean waited = pending.remove(name);
    if (waited) {
      lastEnd = clock.nanos();
    }
    return waited;
  }

  private void watch() {
    watching = false;
    for (Pending oldest = oldest(); oldest != null; oldest = oldest()) {
      long now = clock.nanos();
      long since = lastEnd - oldest.started > 0 ? lastEnd : oldest.started;
      long left = since + limitNanos - now;
      if (left > 0) {
        watching = true;
        clock.later(left, this::watch);
        return;
      }
      timeOut(oldest, Duration.ofNanos(now - oldest.started));
    }
  }

  private @Nullable Pending oldest() {
    return pending.isEmpty() ? null : pending.iterator().next();
  }

  private void timeOut(Pending name, Duration after) {
    pending.remove(name);
    Lookup lookup = name.lookup;
    if (lookup != null) {
      ProbeException failure = lookup.timedOut(after);
      lookup.cancel();
      name.failed.accept(failure);
    }
  }

  /** Cancels all resolutions. No consumer is called afterwards. */
  void cancel() {
    List<Pending> all = List.copyOf(pending);
    pending.clear();
    for (Pending name : all) {
      if (name.lookup != null) {
        name.lookup.cancel();
      }
    }
  }
}
