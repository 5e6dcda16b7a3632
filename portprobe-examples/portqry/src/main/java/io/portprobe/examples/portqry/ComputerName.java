package io.portprobe.examples.portqry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this computer. */
final class ComputerName {
  private static final String UNKNOWN = "unknown";
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private ComputerName() {}

  /** Returns the name from the launcher, the system or its resolver, which may block. */
  static String name() {
    String name = System.getProperty("portqry.computer", "");
    if (name.isBlank()) {
      String windows = System.getenv("COMPUTERNAME");
      name = windows == null ? "" : windows;
    }
    if (name.isBlank()) {
      name = ofKernel();
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

  /** Returns the name that Linux has, also if no resolver knows it; empty elsewhere. */
  private static String ofKernel() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException e) {
      return ""; // no such file on this system
    }
  }
}
