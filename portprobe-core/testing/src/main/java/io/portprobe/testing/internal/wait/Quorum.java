package io.portprobe.testing.internal.wait;

import io.portprobe.ProbeReport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether enough ports are as they should be at the same time: none of the answers that count is
 * much older than the moment from which on there were enough. Guarded by the monitor of its {@link
 * WaitExecution}.
 */
final class Quorum {
  /** Answers that are no further apart were given at the same time. */
  private static final long APART_NANOS = Duration.ofMillis(250).toNanos();

  private final List<PortPoll> watches;
  private final int enough;
  private boolean full;
  private long fullSince;

  Quorum(List<PortPoll> watches, int enough) {
    this.watches = watches;
    this.enough = enough;
  }

  /** Looks again after an answer: those that count, in order, if there are enough. */
  Optional<List<ProbeReport>> answers(long now) {
    List<PortPoll> met = watches.stream().filter(PortPoll::isMet).toList();
    if (met.size() < enough) {
      full = false;
      return Optional.empty();
    }
    if (!full) {
      full = true;
      fullSince = now;
    }
    List<ProbeReport> answers =
        met.stream().filter(this::isFresh).map(w -> Objects.requireNonNull(w.report)).toList();
    return answers.size() < enough ? Optional.empty() : Optional.of(answers);
  }

  /** Those that would do, were their answers not too old: to be asked again. */
  List<PortPoll> stale() {
    return full
        ? watches.stream().filter(PortPoll::isMet).filter(watch -> !isFresh(watch)).toList()
        : List.of();
  }

  private boolean isFresh(PortPoll watch) {
    return fullSince - watch.answeredAt() <= APART_NANOS;
  }

  /** Those that will not change any more, if there cannot be enough without them. */
  List<PortPoll> spoilers() {
    List<PortPoll> hopeless = watches.stream().filter(watch -> watch.hopeless).toList();
    return watches.size() - hopeless.size() < enough ? hopeless : List.of();
  }
}
