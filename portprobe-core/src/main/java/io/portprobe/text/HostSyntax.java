package io.portprobe.text;

/** The syntax of the host of an endpoint: a name, or an IPv4 or IPv6 address. */
public final class HostSyntax {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private HostSyntax() {}

  /**
   * Checks a host and returns its normal form: ASCII, an IPv6 address without brackets.
   *
   * @throws IllegalArgumentException if it is not a valid host; the message quotes it
   */
  public static String normalize(String host) {
    if (host.isEmpty()) {
      throw notAHost(host, "a host name or address");
    }
    if (host.startsWith("[") || host.indexOf(':') >= 0) {
      return ipv6(host);
    }
    return name(host);
  }

  /**
   * Returns a host of a list without the white space around it, which includes the carriage return
   * of a Windows file, and without a byte order mark.
   */
  public static String stripped(String line) {
    return (line.startsWith("\ufeff") ? line.substring(1) : line).strip();
  }

  /** Returns whether a host in normal form is an address, so that it needs no resolution. */
  public static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || AddressSyntax.bytes(host) != null;
  }

  /** Returns {@code host:port}, with an IPv6 address in brackets (RFC 3986 section 3.2.2). */
  public static String withPort(String host, int port) {
    return bracketed(host) + ":" + port;
  }

  /** Returns the host of a URI: an IPv6 address in brackets. */
  public static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  private static String ipv6(String host) {
    String bare = host;
    if (host.startsWith("[")) {
      if (!host.endsWith("]")) {
        throw notAHost(host, "a bracket at both ends");
      }
      bare = host.substring(1, host.length() - 1);
    }
    int zone = bare.indexOf('%');
    String address = zone < 0 ? bare : bare.substring(0, zone);
    byte[] bytes = AddressSyntax.bytes(address);
    if (bytes == null || bytes.length != 16 || zone == bare.length() - 1) {
      throw notAHost(host, "a valid IPv6 address, since it has colons or brackets");
    }
    if (zone >= 0 && !bare.codePoints().skip(zone).allMatch(HostSyntax::fitsZone)) {
      throw notAHost(host, "a zone without spaces and control characters");
    }
    return bare;
  }

  /** Interface names may contain almost any character (Linux: all but a slash and white space). */
  private static boolean fitsZone(int c) {
    return SafeText.isSafe(c) && !Character.isWhitespace(c);
  }

  private static String name(String host) {
    String ascii;
    try {
      ascii = isAscii(host) ? host : Idna.toAscii(host); // loads large tables
    } catch (IllegalArgumentException e) {
      IllegalArgumentException refused = notAHost(host, nameForm());
      refused.initCause(e);
      throw refused;
    }
    String unrooted = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    if (unrooted.isEmpty() || unrooted.length() > LONGEST_NAME) {
      throw notAHost(host, nameForm());
    }
    for (String label : unrooted.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL || !fits(label)) {
        throw notAHost(host, nameForm());
      }
    }
    if (!isAscii(host) && (isLiteral(ascii) || AddressSyntax.isAmbiguous(ascii))) {
      throw notAHost(host, "ASCII digits and dots in an address");
    }
    return ascii;
  }

  private static boolean isAscii(String host) {
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(String label) {
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c >= 128 || !(Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        return false;
      }
    }
    return true;
  }

  private static String nameForm() {
    return "a name of at most "
        + LONGEST_NAME
        + " characters in labels of 1 to "
        + LONGEST_LABEL
        + " letters, digits and hyphens, or an address";
  }

  private static IllegalArgumentException notAHost(String host, String expected) {
    return new IllegalArgumentException(
        "host: " + SafeText.quote(host) + " (expected: " + expected + ")");
  }
}
