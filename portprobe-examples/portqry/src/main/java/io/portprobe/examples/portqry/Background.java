package io.portprobe.examples.portqry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Calls that may block for longer than anybody wants to wait. */
final class Background {
  private Background() {}

  /** Starts a call on a daemon thread of its own. */
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
   * Waits for a result, but not for ever. A call that fails or takes too long counts as one without
   * a result; the callers ask for things that may well not be known.
   */
  static <T> T within(Duration patience, Future<T> call, T otherwise) throws InterruptedException {
    try {
      return call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return otherwise;
    }
  }
}
