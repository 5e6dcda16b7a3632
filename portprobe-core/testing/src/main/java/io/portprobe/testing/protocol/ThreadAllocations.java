package io.portprobe.testing.protocol;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The memory that a thread has allocated, including memory that was freed since. */
final class ThreadAllocations {
  // By name: this attribute belongs to HotSpot's interface, not to that of java.management.
  private static final ObjectName THREADS = ManagementFactory.getThreadMXBean().getObjectName();

  private ThreadAllocations() {}

  /**
   * Returns how much memory the calling thread has allocated since its start.
   *
   * @return the number of bytes; -1 if the JVM does not count them
   */
  static long currentThread() {
    try {
      return (Long)
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(THREADS, "CurrentThreadAllocatedBytes");
    } catch (JMException unsupported) {
      return -1;
    }
  }
}
