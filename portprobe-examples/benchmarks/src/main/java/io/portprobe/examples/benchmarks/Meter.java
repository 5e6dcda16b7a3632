package io.portprobe.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What one round took: wall time, CPU time of the process, bytes allocated by its threads. */
final class Meter {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final long bytes = allocated();
  private final long cpu = SYSTEM.getProcessCpuTime();
  private final long began = System.nanoTime();

  /** Starts measuring. */
  Meter() {}

  /** What it took until now. */
  Reading read() {
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    return new Reading(seconds, cpuSeconds, allocated() - bytes);
  }

  /** By the threads that live, of which there should be the same at both ends. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  /**
   * What a round took.
   *
   * @param seconds wall time
   * @param cpu CPU time of the whole process in seconds, that of compiling and collecting included
   * @param bytes allocated
   */
  record Reading(double seconds, double cpu, long bytes) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "seconds=%.4f cpu=%.4f bytes=%d", seconds, cpu, bytes);
    }
  }
}
