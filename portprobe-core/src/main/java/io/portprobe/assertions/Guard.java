package io.portprobe.assertions;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * What ends a wait at once, since it cannot end well any more. It has two ways to say so.
 *
 * @param said completes, at any time, with what happened
 * @param check asked before each question: empty, or what happened
 */
record Guard(CompletableFuture<String> said, Check check) {
  /** Looks whether it happened. */
  @FunctionalInterface
  interface Check {
    Optional<String> happened();
  }

  static Guard process(Process process) {
    ProcessHandle handle = process.toHandle();
    String name = name(handle);
    return new Guard(
        process.onExit().thenApply(p -> name + " ended with exit code " + p.exitValue()),
        Optional::empty);
  }

  /** The exit code of a process that is not a child cannot be had. */
  static Guard process(ProcessHandle process) {
    String name = name(process);
    return new Guard(process.onExit().thenApply(p -> name + " ended"), Optional::empty);
  }

  static Guard condition(String words, BooleanSupplier condition) {
    return new Guard(
        new CompletableFuture<>(),
        () -> condition.getAsBoolean() ? Optional.of(words) : Optional.empty());
  }

  /** Asked while it lives: afterwards the system knows no command. */
  private static String name(ProcessHandle process) {
    return "the process "
        + process.pid()
        + process.info().command().map(command -> " (" + command + ")").orElse("");
  }
}
