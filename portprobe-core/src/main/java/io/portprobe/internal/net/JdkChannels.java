package io.portprobe.internal.net;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The initialisation of the channels of the JDK. A class that closes their descriptors opens some
 * itself when it is initialised. If that fails, no channel of the JVM can be closed any more, and
 * each event loop on NIO dies. Thread-safe.
 */
public final class JdkChannels {
  /** A channel, a pair of sockets, and some for other threads. */
  private static final int DESCRIPTORS = 6;

  private static final File EMPTY = new File("/dev/null");
  private static volatile boolean initialized;

  private JdkChannels() {}

  /**
   * Initialises the classes, unless that has been done. Call it before the first use of a channel
   * of the JDK.
   *
   * @throws IOException if this host has too few free descriptors; a later call tries again
   */
  public static void initialize() throws IOException {
    if (!initialized) {
      initializeOnce();
    }
  }

  private static synchronized void initializeOnce() throws IOException {
    if (initialized) {
      return;
    }
    if (EMPTY.exists()) { // else this is no Unix
      checkDescriptors();
    }
    SocketChannel.open().close();
    initialized = true;
  }

  private static void checkDescriptors() throws IOException {
    Deque<FileInputStream> opened = new ArrayDeque<>();
    try {
      while (opened.size() < DESCRIPTORS) {
        opened.push(new FileInputStream(EMPTY));
      }
    } finally {
      for (FileInputStream each : opened) {
        each.close();
      }
    }
  }
}
