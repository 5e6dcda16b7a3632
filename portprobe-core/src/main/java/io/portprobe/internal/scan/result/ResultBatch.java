package io.portprobe.internal.scan.result;

import io.portprobe.internal.io.LoopClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers the results of one turn of a loop, so that they are handed over together. */
public final class ResultBatch {
  /** More would hide how far a shard is ahead. */
  private static final int MOST = 128;

  private final LoopClock turns;
  private final ResultDelivery delivery;
  private final List<CompactScanResult> rows = new ArrayList<>(MOST);
  private boolean flushing;

  public ResultBatch(LoopClock turns, ResultDelivery delivery) {
    this.turns = turns;
    this.delivery = delivery;
  }

  public void add(CompactScanResult row) {
    rows.add(row);
    if (rows.size() >= MOST) {
      flush();
    } else if (!flushing) {
      flushing = true;
      turns.execute(
          () -> {
            flushing = false;
            flush();
          });
    }
  }

  public void flush() {
    if (!rows.isEmpty()) {
      delivery.offer(rows);
      rows.clear();
    }
  }

  /** What was not handed over yet. */
  public void forEach(Consumer<CompactScanResult> action) {
    rows.forEach(action);
  }
}
