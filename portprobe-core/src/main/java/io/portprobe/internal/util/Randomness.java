package io.portprobe.internal.util;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Unpredictable numbers for event loops: a deterministic random bit generator (NIST SP 800-90A)
 * that was seeded before, since the JDK's default one reads a file.
 */
public final class Randomness {
  private static final SecureRandom SHARED = seeded();

  private Randomness() {}

  public static SecureRandom shared() {
    return SHARED;
  }

  private static SecureRandom seeded() {
    SecureRandom random;
    try {
      random = SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException e) { // a JVM without it has some other good one
      random = new SecureRandom();
    }
    random.nextInt(); // seeds it
    return random;
  }
}
