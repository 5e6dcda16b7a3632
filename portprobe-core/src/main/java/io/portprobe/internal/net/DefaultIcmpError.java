package io.portprobe.internal.net;

import io.portprobe.IcmpError;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.util.Locale;

/** An ICMP error from the error queue of a socket. */
record DefaultIcmpError(int version, int type, int code, InetAddress sender) implements IcmpError {
  DefaultIcmpError {
    if (version != 4 && version != 6) {
      throw new IllegalArgumentException("version: " + version + " (expected: 4 or 6)");
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %d/%d from %s",
        version == 4 ? "ICMP" : "ICMPv6",
        type,
        code,
        AddressText.of(sender));
  }
}
