package io.portprobe.testing.internal.wait;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What ends a wait at once, since it cannot end well any more. */
public sealed interface AbortCondition {
  /**
   * Says so by itself.
   *
   * @param happened completes, at any time, with what happened
   */
  record Told(CompletableFuture<String> happened) implements AbortCondition {}

  /**
   * Has to be asked.
   *
   * @param question gives what happened, if it did; a caller's code
   */
  record Asked(Supplier<Optional<String>> question) implements AbortCondition {
    Optional<String> happened() {
      return question.get();
    }
  }

  static AbortCondition condition(String words, BooleanSupplier condition) {
    return new Asked(() -> condition.getAsBoolean() ? Optional.of(words) : Optional.empty());
  }

  static List<AbortCondition> process(Process process) {
    String name = name(process.toHandle());
    return process(
        process.onExit(),
        process::isAlive,
        () -> name + " ended with exit code " + process.exitValue());
  }

  /** The exit code of a process that is not a child cannot be had. */
  static List<AbortCondition> process(ProcessHandle process) {
    String name = name(process);
    return process(process.onExit(), process::isAlive, () -> name + " ended");
  }

  /** Told at once by the JDK's common pool; asked, too, as that may be busy for long. */
  private static List<AbortCondition> process(
      CompletableFuture<?> exit, BooleanSupplier isAlive, Supplier<String> words) {
    return List.of(
        new Told(exit.thenApply(ended -> words.get())),
        new Asked(() -> isAlive.getAsBoolean() ? Optional.empty() : Optional.of(words.get())));
  }

  /** Asked while it lives: afterwards the system knows no command. */
  private static String name(ProcessHandle process) {
    return "the process "
        + process.pid()
        + process.info().command().map(command -> " (" + command + ")").orElse("");
  }
}
