package io.portprobe.assertions;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What ends a wait at once, since it cannot end well any more. */
sealed interface Guard {
  /**
   * Says so by itself.
   *
   * @param happened completes, at any time, with what happened
   */
  record Told(CompletableFuture<String> happened) implements Guard {}

  /**
   * Has to be asked.
   *
   * @param words what happened if the condition holds
   * @param condition a caller's code
   */
  record Asked(String words, BooleanSupplier condition) implements Guard {
    Optional<String> happened() {
      return condition.getAsBoolean() ? Optional.of(words) : Optional.empty();
    }
  }

  static Guard process(Process process) {
    ProcessHandle handle = process.toHandle();
    String name = name(handle);
    return new Told(
        process.onExit().thenApply(p -> name + " ended with exit code " + p.exitValue()));
  }

  /** The exit code of a process that is not a child cannot be had. */
  static Guard process(ProcessHandle process) {
    String name = name(process);
    return new Told(process.onExit().thenApply(p -> name + " ended"));
  }

  /** Asked while it lives: afterwards the system knows no command. */
  private static String name(ProcessHandle process) {
    return "the process "
        + process.pid()
        + process.info().command().map(command -> " (" + command + ")").orElse("");
  }
}
