package io.portprobe.internal.util;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The source of unpredictable numbers on event loops: a deterministic random bit generator (NIST SP
 * 800-90A) that is seeded in advance, since the default generator of the JDK reads a file.
 * Thread-safe.
 */
public final class Randomness {
  private static final File SYSTEM = new File("/dev/random");

  /** Files that the JDK opens to seed a generator: its configuration, and one device or two. */
  private static final int FILES = 4;

  private static volatile @Nullable SecureRandom shared;

  private Randomness() {}

  /**
   * Returns the shared generator. The first call may block to seed it.
   *
   * @throws UncheckedIOException if this process has too few free file descriptors to seed it; a
   *     later call tries again
   */
  public static SecureRandom shared() {
    SecureRandom generator = shared;
    return generator == null ? seed() : generator;
  }

  private static synchronized SecureRandom seed() {
    SecureRandom generator = shared;
    if (generator == null) {
      requireDescriptors();
      generator = seeded();
      shared = generator;
    }
    return generator;
  }

  /**
   * Checks that the JDK can open its files. Without, JDK 17 would make all seeds of the process
   * from the timing of threads, with seconds of processor time for each, and JDK 25 would have no
   * {@link SecureRandom} until the process ends.
   */
  private static void requireDescriptors() {
    if (!SYSTEM.canRead()) {
      return; // as on Windows, where a seed needs no file
    }
    Deque<FileInputStream> opened = new ArrayDeque<>();
    try {
      while (opened.size() < FILES) {
        opened.push(new FileInputStream(SYSTEM));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the random generator cannot be seeded: " + e.getMessage(), e);
    } finally {
      opened.forEach(Randomness::close);
    }
  }

  private static void close(FileInputStream file) {
    try {
      file.close();
    } catch (IOException e) { // nothing was written
      throw new UncheckedIOException(e);
    }
  }

  private static SecureRandom seeded() {
    SecureRandom random;
    try {
      random = SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException e) { // a JVM without DRBG has another secure default
      random = new SecureRandom();
    }
    random.nextInt(); // seeds it
    return random;
  }
}
