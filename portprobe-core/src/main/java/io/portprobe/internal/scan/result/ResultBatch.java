package io.portprobe.internal.scan.result;

import io.portprobe.internal.io.LoopClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A buffer for the results of one iteration of an event loop, so that the delivery is locked once
 * for all of them. Confined to the event loop.
 */
public final class ResultBatch {
  /** A larger buffer would hide from the delivery how far a scanner is ahead. */
  private static final int MAX_RESULTS = 128;

  private final LoopClock clock;
  private final ResultDelivery delivery;
  private final List<CompactScanResult> results = new ArrayList<>(MAX_RESULTS);
  private boolean flushScheduled;

  /** Creates an empty buffer. */
  public ResultBatch(LoopClock clock, ResultDelivery delivery) {
    this.clock = clock;
    this.delivery = delivery;
  }

  /** Adds a result, which is passed on in the next iteration of the event loop at the latest. */
  public void add(CompactScanResult result) {
    results.add(result);
    if (results.size() >= MAX_RESULTS) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      clock.execute(
          () -> {
            flushScheduled = false;
            flush();
          });
    }
  }

  /** Passes on the buffered results at once. */
  public void flush() {
    if (!results.isEmpty()) {
      delivery.add(results);
      results.clear();
    }
  }

  /** Passes on each result that is still in the buffer. */
  public void forEach(Consumer<CompactScanResult> action) {
    results.forEach(action);
  }
}
