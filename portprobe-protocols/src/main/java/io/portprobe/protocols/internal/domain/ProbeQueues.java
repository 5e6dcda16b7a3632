package io.portprobe.protocols.internal.domain;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The queues of one check, with a common deadline. Immutable.
 *
 * @param first runs most probes
 * @param maps runs the probes of endpoint maps, whose findings may take megabytes
 * @param second runs the probes of services that did not respond in time, a few at a time
 */
record ProbeQueues(ProbeQueue first, ProbeQueue maps, ProbeQueue second) {
  private static final int MAPS = 4;
  private static final int SECOND = 4;

  static ProbeQueues of(DomainSettings settings, long deadline) {
    return new ProbeQueues(
        new ProbeQueue(settings.limits().concurrency(), settings.limits().probeTimeout(), deadline),
        new ProbeQueue(MAPS, settings.limits().probeTimeout(), deadline),
        new ProbeQueue(SECOND, settings.limits().probeTimeout(), deadline));
  }

  /** Returns the values of all futures in their order, or the first failure after the last end. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }

  void cancel() {
    List.of(first, maps, second).forEach(ProbeQueue::cancel);
  }

  void endEarly() {
    List.of(first, maps, second).forEach(ProbeQueue::endEarly);
  }

  /** Returns how many probes were not completed because no time was left. */
  int skipped() {
    return first.skipped() + maps.skipped() + second.skipped();
  }
}
