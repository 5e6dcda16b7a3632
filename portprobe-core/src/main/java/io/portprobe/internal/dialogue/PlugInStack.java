package io.portprobe.internal.dialogue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the call of a plug-in on the stack of an event loop. */
public final class PlugInStack {
  private static final String SESSION = DialogueSession.class.getName();

  private PlugInStack() {}

  /** Returns the plug-in method that a thread is in; empty if it is in none or has ended. */
  public static Optional<StackTraceElement> call(@Nullable Thread thread) {
    return thread == null ? Optional.empty() : call(thread.getStackTrace());
  }

  /** Returns the plug-in method that the session called, if it has not returned. */
  public static Optional<StackTraceElement> call(StackTraceElement[] stack) {
    for (int i = 0; i < stack.length; i++) {
      if (stack[i].getClassName().startsWith(SESSION)) {
        return i == 0 ? Optional.empty() : Optional.of(stack[i - 1]);
      }
    }
    return Optional.empty();
  }

  /** Returns the message about a plug-in that does not return from a call. */
  public static String message(String protocol, StackTraceElement call) {
    return "the protocol '"
        + protocol
        + "' does not return from "
        + call
        + " (expected: at once, since a dialogue must not block)";
  }

  /** Returns the stack of an event loop as the cause of an exception. */
  public static Throwable cause(StackTraceElement[] stack) {
    IllegalStateException where = new IllegalStateException("the stack of the event loop");
    where.setStackTrace(stack);
    return where;
  }
}
