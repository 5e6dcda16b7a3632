package io.portprobe.examples.portqry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Blocking calls with a timeout. */
final class Background {
  private Background() {}

  /** Starts a call on a separate daemon thread. */
  static <T> CompletableFuture<T> start(String name, Supplier<T> call) {
    return CompletableFuture.supplyAsync(
        call,
        task -> {
          Thread thread = new Thread(task, "portqry-" + name);
          thread.setDaemon(true);
          thread.start();
        });
  }

  /**
   * Waits for a result with a timeout. A call that fails or times out has no result: callers use it
   * for facts that may be unknown.
   */
  static <T> T within(Duration timeout, Future<T> call, T otherwise) throws InterruptedException {
    try {
      return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    }
  }
}
