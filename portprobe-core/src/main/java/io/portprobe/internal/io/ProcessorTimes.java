package io.portprobe.internal.io;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor times of threads. The first call loads native code of the JDK. If that fails for
 * want of a file descriptor, the JVM never tries again, and the application has no {@link
 * ManagementFactory} any more. So the first call requires that descriptors are free.
 */
final class ProcessorTimes {
  static final long UNKNOWN = -1;

  /** More than the JDK opens at the same time. */
  private static final int DESCRIPTORS = 8;

  private static final File ANY_FILE =
      new File(System.getProperty("java.home", ""), "lib" + File.separator + "modules");
  private static volatile boolean loaded;

  private ProcessorTimes() {}

  /** Returns the processor time of a thread in nanoseconds, or {@link #UNKNOWN}. */
  static long nanos(Thread thread) {
    if (!loaded && !hasDescriptors()) {
      return UNKNOWN;
    }
    try {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      loaded = true;
      return threads.isThreadCpuTimeSupported()
          ? threads.getThreadCpuTime(thread.getId())
          : UNKNOWN;
    } catch (LinkageError e) { // the run-time image has no module java.management
      return UNKNOWN;
    }
  }

  /** Opens files to find out. A class for it that is not loaded yet would have the same problem. */
  private static boolean hasDescriptors() {
    if (!ANY_FILE.exists()) {
      return true; // a native image, which loads nothing
    }
    List<Closeable> opened = new ArrayList<>();
    try {
      for (int i = 0; i < DESCRIPTORS; i++) {
        opened.add(new FileInputStream(ANY_FILE));
      }
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      opened.forEach(ProcessorTimes::close);
    }
  }

  private static void close(Closeable file) {
    try {
      file.close();
    } catch (IOException e) { // nothing was written, so nothing is lost
      System.getLogger("io.portprobe").log(System.Logger.Level.DEBUG, "a file was not closed", e);
    }
  }
}
