package io.portprobe.internal.client;

import io.portprobe.IoMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads the classes of a first probe on a second thread, while the first client of a JVM opens.
 * Loading them takes longer than anything else in a first probe, and the thread that opens the
 * client would load them one after the other. Classes are loaded only, not initialised.
 *
 * <p>{@code PackJar} writes the list of the classes into the packed jar. Other jars have none.
 */
final class ClassLoading {
  /** A file with one name in each line, in the order in which the classes are needed. */
  static final String LIST = "io/portprobe/internal/client/first-probe.txt";

  private static final long END_MILLIS = 1_000;
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private final ClassLoader loader;
  private final Thread thread;
  private volatile boolean ended;

  ClassLoading(ClassLoader loader) {
    this.loader = loader;
    this.thread = new Thread(null, this::loadAll, "portprobe-classes", 0, false);
    thread.setDaemon(true);
  }

  /**
   * Starts to load the classes, if this is the first client of the JVM, its I/O mode is that of the
   * list, this host has a second processor, and the class loader can load classes on two threads.
   */
  static ClassLoading start(IoMode mode) {
    ClassLoader loader = ClassLoading.class.getClassLoader();
    ClassLoading loading = new ClassLoading(loader);
    if ((mode == IoMode.AUTO || mode == IoMode.EPOLL)
        && System.getProperty("os.name", "").startsWith("Linux")
        && Runtime.getRuntime().availableProcessors() > 1
        && loader != null // null for a jar that was appended to the boot class path
        && loader.isRegisteredAsParallelCapable()
        && !STARTED.getAndSet(true)) {
      loading.start();
    }
    return loading;
  }

  void start() {
    thread.start();
  }

  /** Loads the classes on the calling thread. */
  void loadAll() {
    for (String name : names()) {
      if (ended) {
        return;
      }
      load(name);
    }
  }

  private List<String> names() {
    try (InputStream list = loader.getResourceAsStream(LIST)) {
      return list == null
          ? List.of()
          : List.of(new String(list.readAllBytes(), StandardCharsets.US_ASCII).split("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(String name) {
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // the code that uses this class reports what is wrong, if any code does
    }
  }

  /** Lets no further class be loaded. */
  void stop() {
    ended = true;
  }

  /** Ends the thread. Blocks until the class is loaded that it loads now, but for 1 s at most. */
  void end() {
    stop();
    try {
      TimeUnit.MILLISECONDS.timedJoin(thread, END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
