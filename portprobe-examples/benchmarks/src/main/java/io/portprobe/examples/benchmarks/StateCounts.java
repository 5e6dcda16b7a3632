package io.portprobe.examples.benchmarks;

import io.portprobe.PortState;
import java.util.concurrent.atomic.LongAdder;

/** The number of probes of a scan by state. Thread-safe. */
final class StateCounts {
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

  /** Counts a probe that could not be sent. */
  void countFailure() {
    failed.increment();
  }

  long open() {
    return open.sum();
  }

  long closed() {
    return closed.sum();
  }

  /** Returns the number of silent ports, including UDP ports that may be open. */
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
