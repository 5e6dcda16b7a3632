package io.portprobe.examples.portqry;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this computer. */
final class ComputerName {
  private static final String UNKNOWN = "unknown";

  private ComputerName() {}

  /** Returns the name from the launcher, the system or its resolver, which may block. */
  static String name() {
    String name = System.getProperty("portqry.computer", "");
    if (name.isBlank()) {
      String windows = System.getenv("COMPUTERNAME");
      name = windows == null ? "" : windows;
    }
    if (!name.isBlank()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }
}
