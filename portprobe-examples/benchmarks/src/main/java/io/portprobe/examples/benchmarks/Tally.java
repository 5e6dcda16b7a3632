package io.portprobe.examples.benchmarks;

import io.portprobe.PortState;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came of the probes of a scan. Safe for use by several threads. */
final class Tally {
  private final LongAdder open = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder filtered = new LongAdder();
  private final LongAdder failed = new LongAdder();

  void count(PortState state) {
    switch (state) {
      case LISTENING -> open.increment();
      case NOT_LISTENING -> closed.increment();
      case FILTERED, LISTENING_OR_FILTERED -> filtered.increment();
    }
  }

  /** A question that could not be asked. */
  void countFailure() {
    failed.increment();
  }

  long open() {
    return open.sum();
  }

  long closed() {
    return closed.sum();
  }

  /** The silent ones, over UDP too, where they may be open. */
  long filtered() {
    return filtered.sum();
  }

  long failed() {
    return failed.sum();
  }

  long total() {
    return open() + closed() + filtered() + failed();
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        "open=" + open(),
        "closed=" + closed(),
        "filtered=" + filtered(),
        "failed=" + failed());
  }
}
