package io.portprobe.scan;

import io.portprobe.ProbeClient;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Not a test: a scan so large that memory that grows with its size would show. To be run with
 * {@code -Xmx64m}; prints the heap after each million results.
 *
 * <p>Arguments: the hosts and the TCP ports, else ten million addresses of loopback and port 1.
 */
final class TenMillionProbes {
  private static final long STEP = 1_000_000;

  private TenMillionProbes() {}

  public static void main(String[] args) throws Exception {
    String hosts = args.length > 0 ? args[0] : "127.0.0.1-127.152.150.128";
    String ports = args.length > 1 ? args[1] : "1";
    AtomicLong count = new AtomicLong();
    long began = System.nanoTime();
    try (ProbeClient client = ProbeClient.create()) {
      Scan scan = client.scan().hosts(hosts).tcp(ports).allowLarge();
      System.out.println("plan: " + scan.plan());
      ScanSummary summary =
          scan.forEach(
                  result -> {
                    if (count.incrementAndGet() % STEP == 0) {
                      print(count.get(), began);
                    }
                  })
              .join();
      print(count.get(), began);
      System.out.println(summary);
    }
  }

  private static void print(long count, long began) {
    Runtime runtime = Runtime.getRuntime();
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .map(MemoryPoolMXBean::getCollectionUsage)
            .filter(usage -> usage != null)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    System.out.printf(
        Locale.ROOT,
        "%,d results, %.1f s, heap in use %.1f MiB, after its last collection %.1f MiB, of %.0f%n",
        count,
        (System.nanoTime() - began) / 1e9,
        (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
        peak / 1048576.0,
        runtime.maxMemory() / 1048576.0);
  }
}
