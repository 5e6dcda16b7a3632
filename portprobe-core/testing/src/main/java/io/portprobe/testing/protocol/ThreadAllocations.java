package io.portprobe.testing.protocol;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** How much memory a thread asked for, freed or not. */
final class ThreadAllocations {
  private ThreadAllocations() {}

  /**
   * What the calling thread asked for since it began.
   *
   * @return bytes; -1 where the JVM does not count them
   */
  static long soFar() {
    try {
      // By name: the interface that has this attribute is of HotSpot's, not of java.management.
      return (Long)
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(
                  new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                  "CurrentThreadAllocatedBytes");
    } catch (JMException e) {
      return -1;
    }
  }
}
