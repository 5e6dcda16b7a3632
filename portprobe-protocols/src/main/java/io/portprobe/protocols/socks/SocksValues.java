package io.portprobe.protocols.socks;

import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;

/** The ranges of the options of this package. */
final class SocksValues {
  static final String DESTINATION = "host:port with at most 255 characters, or empty";

  private static final int MAX_TEXT = 255;
  private static final int MAX_PORT = 65_535;

  private SocksValues() {}

  static boolean isDestination(String value) {
    int colon = value.lastIndexOf(':');
    return value.isEmpty()
        || (colon > 0
            && value.length() <= MAX_TEXT
            && value.chars().allMatch(c -> c != ' ' && SafeText.isPrintableAscii(c))
            && isPort(value.substring(colon + 1))
            && isHost(value.substring(0, colon)));
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= MAX_PORT;
  }

  /** Returns whether a text is a name, an IPv4 address, or an IPv6 address in brackets. */
  private static boolean isHost(String text) {
    if (text.startsWith("[")) {
      return text.matches("\\[[0-9a-fA-F.]*:[0-9a-fA-F:.]*]");
    }
    return text.indexOf(':') < 0 && (!text.matches("[0-9.]+") || HostSyntax.isLiteral(text));
  }
}
