package io.portprobe.testing.internal.wait;

import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run-length summary of the results of one port: "refused 41 times in 4.00 s, then accepted and
 * closed 6 times". Bounded: it keeps the first and the last runs and counts those between.
 */
final class AnswerHistory {
  private static final int FIRST_RUNS = 4;
  private static final int LAST_RUNS = 8;

  private final List<Run> first = new ArrayList<>();
  private final Deque<Run> last = new ArrayDeque<>();
  private int skippedRuns;
  private int results;

  private static final class Run {
    private final String result;
    private final long started;
    private long ended;
    private int count = 1;

    Run(String result, long started, long ended) {
      this.result = result;
      this.started = started;
      this.ended = ended;
    }

    @Override
    public String toString() {
      return count == 1
          ? result + " once"
          : result + " " + count + " times in " + TimeText.of(Duration.ofNanos(ended - started));
    }
  }

  /** Adds a result, with the nano times when the probe was sent and when it completed. */
  void add(String result, long sentAt, long completedAt) {
    results++;
    Run run =
        last.isEmpty() ? (first.isEmpty() ? null : first.get(first.size() - 1)) : last.getLast();
    if (run != null && run.result.equals(result)) {
      run.count++;
      run.ended = completedAt;
      return;
    }
    Run next = new Run(result, sentAt, completedAt);
    if (first.size() < FIRST_RUNS) {
      first.add(next);
      return;
    }
    last.add(next);
    if (last.size() > LAST_RUNS) {
      last.remove();
      skippedRuns++;
    }
  }

  /** Returns the number of results. */
  int results() {
    return results;
  }

  @Override
  public String toString() {
    if (results == 0) {
      return "no result yet";
    }
    Stream<String> gap =
        skippedRuns == 0 ? Stream.of() : Stream.of("(" + skippedRuns + " more changes)");
    return Stream.concat(
            first.stream().map(Run::toString), Stream.concat(gap, last.stream().map(Run::toString)))
        .collect(Collectors.joining(", then "));
  }
}
