package io.portprobe.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Measures a round: wall time, CPU time of the process, bytes allocated by its threads. */
final class RoundMeter {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final long bytes = allocated();
  private final long cpu = SYSTEM.getProcessCpuTime();
  private final long started = System.nanoTime();

  /** Starts measuring. */
  RoundMeter() {}

  /** Returns the measurements since the start. */
  Reading read() {
    double seconds = (System.nanoTime() - started) / 1e9;
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    return new Reading(seconds, cpuSeconds, allocated() - bytes);
  }

  /** Returns the bytes allocated by the live threads, which should be the same at start and end. */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }

  /**
   * The measurements of a round.
   *
   * @param seconds wall time
   * @param cpu CPU time of the whole process in seconds, including JIT compilation and GC
   * @param bytes bytes allocated
   */
  record Reading(double seconds, double cpu, long bytes) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "seconds=%.4f cpu=%.4f bytes=%d", seconds, cpu, bytes);
    }
  }
}
