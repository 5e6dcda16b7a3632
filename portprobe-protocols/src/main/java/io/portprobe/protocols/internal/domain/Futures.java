package io.portprobe.protocols.internal.domain;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Combines futures. */
final class Futures {
  private Futures() {}

  /** Returns the values of all futures in their order, or the first failure after the last end. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
