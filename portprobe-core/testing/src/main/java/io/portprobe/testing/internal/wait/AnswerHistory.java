package io.portprobe.testing.internal.wait;

import io.portprobe.testing.internal.expectation.EvidenceText;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came back, told by run lengths: "refused 41 times in 4.0 s, then accepted and closed 6
 * times". Of an endless to and fro it keeps the first runs and the last.
 */
final class AnswerHistory {
  private static final int FIRST_RUNS = 4;
  private static final int LAST_RUNS = 8;

  private final List<Run> first = new ArrayList<>();
  private final Deque<Run> last = new ArrayDeque<>();
  private int left;
  private int answers;

  private static final class Run {
    private final String what;
    private final long began;
    private long ended;
    private int count = 1;

    Run(String what, long asked, long answered) {
      this.what = what;
      this.began = asked;
      this.ended = answered;
    }

    @Override
    public String toString() {
      return count == 1
          ? what + " once"
          : what + " " + count + " times in " + EvidenceText.time(Duration.ofNanos(ended - began));
    }
  }

  /** Remembers an answer, with the nano times of question and answer. */
  void add(String what, long asked, long answered) {
    answers++;
    Run run =
        last.isEmpty() ? (first.isEmpty() ? null : first.get(first.size() - 1)) : last.getLast();
    if (run != null && run.what.equals(what)) {
      run.count++;
      run.ended = answered;
      return;
    }
    Run next = new Run(what, asked, answered);
    if (first.size() < FIRST_RUNS) {
      first.add(next);
      return;
    }
    last.add(next);
    if (last.size() > LAST_RUNS) {
      last.remove();
      left++;
    }
  }

  int answers() {
    return answers;
  }

  @Override
  public String toString() {
    if (answers == 0) {
      return "no answer yet";
    }
    Stream<String> gap = left == 0 ? Stream.of() : Stream.of("(" + left + " more changes)");
    return Stream.concat(
            first.stream().map(Run::toString), Stream.concat(gap, last.stream().map(Run::toString)))
        .collect(Collectors.joining(", then "));
  }
}
