package io.portprobe.internal.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers the results of one turn of a loop, so that they are handed over together. */
final class RowBatch {
  /** More would hide how far a shard is ahead. */
  private static final int MOST = 128;

  private final Turns turns;
  private final Delivery delivery;
  private final List<Row> rows = new ArrayList<>(MOST);
  private boolean flushing;

  RowBatch(Turns turns, Delivery delivery) {
    this.turns = turns;
    this.delivery = delivery;
  }

  void add(Row row) {
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

  void flush() {
    if (!rows.isEmpty()) {
      delivery.offer(rows);
      rows.clear();
    }
  }

  /** What was not handed over yet. */
  void forEach(Consumer<Row> action) {
    rows.forEach(action);
  }
}
