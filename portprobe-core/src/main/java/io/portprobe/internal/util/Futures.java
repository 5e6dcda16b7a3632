package io.portprobe.internal.util;

import java.util.concurrent.CompletionException;

/** Helpers for {@link java.util.concurrent.CompletableFuture}. */
public final class Futures {
  private Futures() {}

  /**
   * Returns the failure that a stage completed with: the cause of a {@link CompletionException},
   * otherwise the failure itself.
   */
  public static Throwable unwrap(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
