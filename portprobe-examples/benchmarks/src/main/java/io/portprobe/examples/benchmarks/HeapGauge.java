package io.portprobe.examples.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Records the heap in use after each garbage collection, by the progress of a scan. Thread-safe.
 */
final class HeapGauge {
  private static final int PARTS = 10;

  private final StateCounts counts;
  private final long probes;
  private final Part[] parts = new Part[PARTS]; // guarded by this
  private final long started = System.nanoTime();
  private final List<NotificationEmitter> collectors = new ArrayList<>();
  private final NotificationListener listener = (notification, unused) -> add(notification);

  /**
   * Creates a gauge for one scan.
   *
   * @param counts the results of the scan so far
   * @param probes the number of probes of the scan
   */
  HeapGauge(StateCounts counts, long probes) {
    this.counts = counts;
    this.probes = probes;
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /** The collections during one part of the scan. */
  private static final class Part {
    private int collections;
    private long millis;
    private long least = Long.MAX_VALUE;
    private long most;
    private long committed;
    private double until;

    void add(GarbageCollectionNotificationInfo collection, double now) {
      Map<String, MemoryUsage> after = collection.getGcInfo().getMemoryUsageAfterGc();
      long used = heap(after).stream().mapToLong(MemoryUsage::getUsed).sum();
      collections++;
      millis += collection.getGcInfo().getDuration();
      least = Math.min(least, used);
      most = Math.max(most, used);
      committed =
          Math.max(committed, heap(after).stream().mapToLong(MemoryUsage::getCommitted).sum());
      until = now;
    }

    private static List<MemoryUsage> heap(Map<String, MemoryUsage> pools) {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(pool -> pools.get(pool.getName()))
          .toList();
    }
  }

  /** Registers with the garbage collectors. */
  void start() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
        collectors.add(emitter);
      }
    }
  }

  /** Deregisters. */
  void stop() {
    for (NotificationEmitter collector : collectors) {
      try {
        collector.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new AssertionError("the listener is registered", e);
      }
    }
    collectors.clear();
  }

  private synchronized void add(Notification notification) {
    int part = (int) Math.min(PARTS - 1, counts.total() * PARTS / probes);
    parts[part].add(
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()),
        (System.nanoTime() - started) / 1e9);
  }

  /** Returns a Markdown table with a row for each tenth of the scan. */
  @Override
  public synchronized String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| of the scan | at s | collections | ms in them | MiB in use after | MiB committed |\n");
    table.append("|--:|--:|--:|--:|--:|--:|");
    for (int i = 0; i < PARTS; i++) {
      Part part = parts[i];
      table.append(
          part.collections == 0
              ? String.format(Locale.ROOT, "%n| %d %% | | 0 | | | |", (i + 1) * 100 / PARTS)
              : String.format(
                  Locale.ROOT,
                  "%n| %d %% | %.1f | %d | %d | %.1f-%.1f | %.1f |",
                  (i + 1) * 100 / PARTS,
                  part.until,
                  part.collections,
                  part.millis,
                  mebi(part.least),
                  mebi(part.most),
                  mebi(part.committed)));
    }
    return table.toString();
  }

  private static double mebi(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
