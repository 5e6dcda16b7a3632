package io.portprobe.internal.io;

import io.portprobe.text.SafeText;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The log of the system interfaces that are not available here. It logs each line once in the life
 * of the JVM, because every client finds the same. Thread-safe.
 */
public final class TransportLog {
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private TransportLog() {}

  /**
   * Logs that a less capable interface is used.
   *
   * @param user what uses it, for example {@code "probes"}
   * @param used the interface in use
   * @param better the interface that is not available
   * @param cause why it is not available
   */
  public static void fallback(String user, String used, String better, Throwable cause) {
    info(user + " use " + used + ": " + better + " is not available: " + why(cause));
  }

  /** Logs that ICMP messages cannot be read, so that several of them have the same reason. */
  static void noIcmpErrors(Throwable noRing, String noSystemCall) {
    info(
        "probes cannot read ICMP messages, so their reason may be UNREACHABLE: io_uring: "
            + why(noRing)
            + "; recvmsg: "
            + noSystemCall);
  }

  /** Logs that the JVM does not permit settings of Netty, so that its defaults are in use. */
  static void settingsDenied(SecurityException cause) {
    info("event loops use the default settings of Netty: " + why(cause));
  }

  private static void info(String line) {
    if (LOGGED.add(line)) {
      System.getLogger("io.portprobe").log(Level.INFO, line);
    }
  }

  /** Returns the message of the innermost cause: Netty wraps the one that the system gave. */
  static String why(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < 16 && cause.getCause() != null; depth++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return SafeText.line(message == null ? cause.toString() : message);
  }
}
