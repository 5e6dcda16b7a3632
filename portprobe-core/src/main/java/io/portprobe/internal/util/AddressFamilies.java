package io.portprobe.internal.util;

import io.portprobe.AddressSelection;

/** The names of address families. */
public final class AddressFamilies {
  private AddressFamilies() {}

  /** Returns the name of the family that a selection requires. */
  public static String name(AddressSelection selection) {
    return switch (selection) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
      case ALL, FIRST -> "IP";
    };
  }
}
