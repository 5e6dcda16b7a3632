package io.portprobe.internal.dialogue;

import io.netty.channel.EventLoop;
import io.portprobe.internal.io.EventLoops;
import io.portprobe.internal.util.Failures;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why an event loop completes nothing: an error ended it, or a call on it does not return.
 *
 * @param message what happened, as the detail of an exception
 * @param cause the error, or an exception with the stack of the event loop
 */
public record LoopFailure(String message, Throwable cause) {
  /** Returns the failure of a loop that an error ended. */
  public static LoopFailure died(Throwable error) {
    return new LoopFailure("the event loop died: " + Failures.describe(error), error);
  }

  /**
   * Returns what ended a loop; empty if it has not ended.
   *
   * @param loop a loop of this client
   */
  public static Optional<LoopFailure> ofEnded(EventLoop loop) {
    Throwable error = EventLoops.death(loop);
    if (error != null) {
      return Optional.of(died(error));
    }
    return loop.isTerminated()
        ? Optional.of(
            new LoopFailure("the event loop has ended", new IllegalStateException("terminated")))
        : Optional.empty();
  }

  /**
   * Returns what blocks a loop.
   *
   * @param loop a loop of this client, which does not execute its tasks
   * @param protocol the protocol that the loop is dedicated to; null if none
   */
  public static LoopFailure ofBlocked(EventLoop loop, @Nullable String protocol) {
    return ofBlocked(EventLoops.stack(loop), protocol);
  }

  /** Returns the failure of a loop that has too much to do. */
  public static LoopFailure ofBusy(EventLoop loop) {
    return new LoopFailure(
        "no result by the deadline: the event loop is busy with other probes (expected: fewer"
            + " probes at once)",
        PlugInStack.cause(EventLoops.stack(loop)));
  }

  /** Returns whether a loop executes code of a plug-in or of the caller. */
  public static boolean isInForeignCode(EventLoop loop) {
    return callerCall(EventLoops.stack(loop)).isPresent();
  }

  private static LoopFailure ofBlocked(StackTraceElement[] stack, @Nullable String protocol) {
    Throwable where = PlugInStack.cause(stack);
    Optional<StackTraceElement> plugIn = PlugInStack.call(stack);
    if (plugIn.isPresent() && protocol != null) {
      return new LoopFailure(PlugInStack.message(protocol, plugIn.get()), where);
    }
    return new LoopFailure(
        "the event loop is blocked"
            + callerCall(stack).map(call -> " in " + text(call)).orElse("")
            + " (expected: callbacks that return at once, or a callbackExecutor)",
        where);
  }

  private static String text(StackTraceElement call) {
    return call.getClassName()
        + "."
        + call.getMethodName()
        + "("
        + call.getFileName()
        + ":"
        + call.getLineNumber()
        + ")";
  }

  /** Returns the innermost call that is not of the JDK, of Netty or of portprobe. */
  private static Optional<StackTraceElement> callerCall(StackTraceElement[] stack) {
    return Stream.of(stack).filter(call -> !isInfrastructure(call.getClassName())).findFirst();
  }

  private static boolean isInfrastructure(String type) {
    return Stream.of(
            "java.", "jdk.", "sun.", "io.netty.", "io.portprobe.internal.", "io.portprobe.shaded.")
        .anyMatch(type::startsWith);
  }
}
