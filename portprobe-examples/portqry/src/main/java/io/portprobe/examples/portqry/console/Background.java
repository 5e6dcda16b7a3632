package io.portprobe.examples.portqry.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Blocking calls with a timeout. */
public final class Background {
  private Background() {}

  /** Starts a call on a separate daemon thread. */
  public static <T> CompletableFuture<T> start(String name, Supplier<T> call) {
    return CompletableFuture.supplyAsync(
        call,
        task -> {
          Thread thread = new Thread(task, "portqry-" + name);
          thread.setDaemon(true);
          thread.start();
        });
  }

  /** A file operation. */
  @FunctionalInterface
  public interface FileCall<T> {
    /** Runs the operation; may block without limit, for example on a FIFO. */
    T call() throws IOException;
  }

  /**
   * Runs a file operation with a timeout.
   *
   * @return the result; empty if the operation timed out. Its thread then remains blocked
   * @throws IOException if the operation failed
   */
  public static <T> Optional<T> file(Duration timeout, FileCall<T> operation)
      throws IOException, InterruptedException {
    CompletableFuture<T> running =
        start(
            "file",
            () -> {
              try {
                return operation.call();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return Optional.of(running.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * Waits for a result with a timeout. A call that fails or times out has no result: callers use it
   * for facts that may be unknown.
   */
  public static <T> T within(Duration timeout, Future<T> call, T otherwise)
      throws InterruptedException {
    try {
      return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    }
  }
}
