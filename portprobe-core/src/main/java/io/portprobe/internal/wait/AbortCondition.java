package io.portprobe.internal.wait;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A condition that ends a wait early, because the wait can no longer succeed. */
public sealed interface AbortCondition {
  /**
   * A condition that notifies the wait.
   *
   * @param reason completes, at any time, with the reason to abort
   */
  record Notified(CompletableFuture<String> reason) implements AbortCondition {}

  /**
   * A condition that the wait has to check.
   *
   * @param check returns the reason to abort, or nothing; code of the caller
   */
  record Checked(Supplier<Optional<String>> check) implements AbortCondition {
    Optional<String> reason() {
      return check.get();
    }
  }

  /** Returns a condition of the caller. */
  static AbortCondition condition(String reason, BooleanSupplier condition) {
    return new Checked(() -> condition.getAsBoolean() ? Optional.of(reason) : Optional.empty());
  }

  /** Returns conditions that abort when a child process exits. */
  static List<AbortCondition> process(Process process) {
    String name = name(process.toHandle());
    return process(
        process.onExit(),
        process::isAlive,
        () -> name + " exited with code " + process.exitValue());
  }

  /** Returns conditions that abort when a process exits; the JDK hides its exit code. */
  static List<AbortCondition> process(ProcessHandle process) {
    String name = name(process);
    return process(process.onExit(), process::isAlive, () -> name + " exited");
  }

  /**
   * Combines notification and checks. The JDK notifies at once, but on its common pool, which other
   * code may saturate.
   */
  private static List<AbortCondition> process(
      CompletableFuture<?> exit, BooleanSupplier isAlive, Supplier<String> reason) {
    return List.of(
        new Notified(exit.thenApply(exited -> reason.get())),
        new Checked(() -> isAlive.getAsBoolean() ? Optional.empty() : Optional.of(reason.get())));
  }

  /** Reads the name of a live process: the system forgets the command when the process exits. */
  private static String name(ProcessHandle process) {
    return "process "
        + process.pid()
        + process.info().command().map(command -> " (" + command + ")").orElse("");
  }
}
