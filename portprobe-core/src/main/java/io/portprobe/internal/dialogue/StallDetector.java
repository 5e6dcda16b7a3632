package io.portprobe.internal.dialogue;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A watchdog for a probe whose protocol has a dedicated event loop. If the result is overdue
 * because the plug-in does not return, it reports this from another event loop. Thread-safe.
 */
public final class StallDetector {
  /** Time after the deadline at which a result is overdue. */
  private static final long GRACE_MILLIS = 1_000;

  private final EventLoop watching;
  private final EventLoop watched;
  private final String protocol;
  private final Listener listener;
  private @Nullable Future<?> timer; // guarded by this
  private boolean ended; // guarded by this

  /** Receives the report that a plug-in blocks its event loop. */
  public interface Listener {
    void onStall(String message, Throwable stack);
  }

  private StallDetector(EventLoop watching, EventLoop watched, String protocol, Listener listener) {
    this.watching = watching;
    this.watched = watched;
    this.protocol = protocol;
    this.listener = listener;
  }

  public static void watch(
      EventLoop watching,
      EventLoop watched,
      String protocol,
      Duration timeout,
      CompletableFuture<?> result,
      Listener listener) {
    StallDetector detector = new StallDetector(watching, watched, protocol, listener);
    detector.schedule(timeout.toMillis() + GRACE_MILLIS);
    var unused = result.whenComplete((value, failure) -> detector.end());
  }

  private synchronized void schedule(long millis) {
    if (!ended) {
      timer = watching.schedule(this::check, millis, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void end() {
    ended = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void check() {
    StackTraceElement[] stack =
        ((SingleThreadEventExecutor) watched).threadProperties().stackTrace();
    Optional<StackTraceElement> call = PlugInStack.call(stack);
    if (call.isEmpty()) { // slow, but the plug-in has returned
      schedule(GRACE_MILLIS);
      return;
    }
    listener.onStall(PlugInStack.message(protocol, call.get()), PlugInStack.cause(stack));
  }
}
