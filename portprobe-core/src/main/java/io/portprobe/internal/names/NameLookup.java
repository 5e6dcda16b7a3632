package io.portprobe.internal.names;

import io.portprobe.NameResolutionException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One running name resolution. Thread-safe. */
public interface NameLookup {
  /**
   * Returns the result.
   *
   * @return a future that completes on any thread. It fails with a {@link NameResolutionException},
   *     or with what a resolver of the caller threw
   */
  CompletableFuture<Resolution> result();

  /**
   * Returns why the resolution has not completed, for a caller that stops waiting.
   *
   * @return the problem so far; empty if nothing is known
   */
  Optional<NameResolutionException> unfinished();

  /** Ends the resolution. The future may never complete then. */
  void cancel();
}
