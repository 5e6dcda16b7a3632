package io.portprobe.internal.scan;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Finds the calls that plug-ins do not return from. A call that is seen twice, 20 ms apart, has not
 * returned. Thread-safe.
 */
final class AbandonedCalls {
  /** The maximum number of calls to report. */
  static final int MAX_CALLS = 16;

  private static final long SAMPLE_MILLIS = 20;

  private AbandonedCalls() {}

  /**
   * Finds the calls.
   *
   * @param calls returns the calls that plug-ins are in, as text; called at most twice
   * @param threads call it
   * @return completes with at most 16 calls in alphabetical order, without a delay if none is seen
   */
  static CompletableFuture<List<String>> find(Supplier<List<String>> calls, Executor threads) {
    Executor later =
        CompletableFuture.delayedExecutor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS, threads);
    return CompletableFuture.supplyAsync(calls, threads)
        .thenCompose(
            first ->
                first.isEmpty()
                    ? CompletableFuture.completedFuture(first)
                    : CompletableFuture.supplyAsync(calls, later)
                        .thenApply(second -> inBoth(first, second)));
  }

  private static List<String> inBoth(List<String> first, List<String> second) {
    return second.stream().filter(first::contains).distinct().sorted().limit(MAX_CALLS).toList();
  }
}
