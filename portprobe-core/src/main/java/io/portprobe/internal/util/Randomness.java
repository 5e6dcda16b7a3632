package io.portprobe.internal.util;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The source of unpredictable numbers on event loops: a deterministic random bit generator (NIST SP
 * 800-90A) that is seeded in advance, since the default generator of the JDK reads a file.
 * Thread-safe.
 */
public final class Randomness {
  private static final SecureRandom SHARED = seeded();

  private Randomness() {}

  /** Returns the shared generator. The first call may block to seed it. */
  public static SecureRandom shared() {
    return SHARED;
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
