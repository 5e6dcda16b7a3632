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
 * Looks after a probe whose protocol has an event loop of its own: if the answer is overdue because
 * the plug-in does not return, it says so from another loop.
 */
public final class StallDetector {
  /** How long after its deadline an answer is overdue. */
  private static final long GRACE_MILLIS = 1_000;

  private static final String SESSION = DialogueSession.class.getName();

  private final EventLoop watching;
  private final EventLoop watched;
  private final String protocol;
  private final Owner owner;
  private @Nullable Future<?> alarm; // guarded by this
  private boolean over; // guarded by this

  /** Who wants to know that the plug-in holds the loop. */
  public interface Owner {
    void stalled(String what, Throwable where);
  }

  private StallDetector(EventLoop watching, EventLoop watched, String protocol, Owner owner) {
    this.watching = watching;
    this.watched = watched;
    this.protocol = protocol;
    this.owner = owner;
  }

  public static void watch(
      EventLoop watching,
      EventLoop watched,
      String protocol,
      Duration timeout,
      CompletableFuture<?> answer,
      Owner owner) {
    StallDetector guard = new StallDetector(watching, watched, protocol, owner);
    guard.schedule(timeout.toMillis() + GRACE_MILLIS);
    var unused = answer.whenComplete((result, failure) -> guard.end());
  }

  private synchronized void schedule(long millis) {
    if (!over) {
      alarm = watching.schedule(this::look, millis, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void end() {
    over = true;
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  private void look() {
    StackTraceElement[] stack =
        ((SingleThreadEventExecutor) watched).threadProperties().stackTrace();
    Optional<StackTraceElement> call = plugInCall(stack);
    if (call.isEmpty()) { // slow, but not for the plug-in's sake
      schedule(GRACE_MILLIS);
      return;
    }
    IllegalStateException where = new IllegalStateException("the stack of the event loop");
    where.setStackTrace(stack);
    owner.stalled(
        "the protocol '"
            + protocol
            + "' does not return from "
            + call.get()
            + " (expected: at once, since a dialogue must not block)",
        where);
  }

  /** The method of the plug-in that the session called, if it is in one. */
  private static Optional<StackTraceElement> plugInCall(StackTraceElement[] stack) {
    for (int i = 1; i < stack.length; i++) {
      if (stack[i].getClassName().startsWith(SESSION)) {
        return Optional.of(stack[i - 1]);
      }
    }
    return Optional.empty();
  }
}
