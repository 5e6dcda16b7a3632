package io.portprobe.examples.portqry;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this computer is called. */
final class Computer {
  private static final String UNKNOWN = "unknown";

  private Computer() {}

  /** The name, as the launcher, the system or its resolver has it; the last may block. */
  static String name() {
    String said = System.getProperty("portqry.computer", "");
    if (said.isBlank()) {
      String windows = System.getenv("COMPUTERNAME");
      said = windows == null ? "" : windows;
    }
    if (!said.isBlank()) {
      return said;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }
}
