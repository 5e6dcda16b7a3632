package io.portprobe.examples.portqry.options;

import io.portprobe.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user meant who wrote a URL or HOST:PORT as the target. */
public final class TargetAdvice {
  private static final Pattern URL =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30})://(?:[^/?#@]*@)?([^/?#]*).*", Pattern.DOTALL);

  /** A name, an IPv4 address, or an IPv6 address in brackets, and a port. */
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\]]{1,100}\\]|[^:\\[\\]]{1,253}):([0-9]{1,5})");

  /** No port. */
  private static final int UNKNOWN = 0;

  private static final Map<String, Integer> PORTS =
      Map.of(
          "http", 80, "https", 443, "ftp", 21, "ldap", 389, "ldaps", 636, "smtp", 25, "ssh", 22,
          "telnet", 23, "dns", 53);

  private TargetAdvice() {}

  /**
   * Returns what was expected instead.
   *
   * @param example the command line for a host and a port, as a format of two texts
   * @return empty if the text is neither a URL nor HOST:PORT
   */
  public static Optional<String> of(String given, String example) {
    Matcher url = URL.matcher(given.strip());
    if (url.matches()) {
      String authority = url.group(2);
      Matcher withPort = HOST_AND_PORT.matcher(authority);
      String usual =
          String.valueOf(PORTS.getOrDefault(url.group(1).toLowerCase(Locale.ROOT), UNKNOWN));
      return Optional.of(
          "a host without scheme and path"
              + (withPort.matches()
                  ? example(example, withPort.group(1), withPort.group(2))
                  : example(example, authority, usual)));
    }
    Matcher hostAndPort = HOST_AND_PORT.matcher(given.strip());
    return hostAndPort.matches()
        ? Optional.of(
            "a host; the port is separate"
                + example(example, hostAndPort.group(1), hostAndPort.group(2)))
        : Optional.empty();
  }

  /** Returns the example with a host and a port; nothing if they are none. */
  private static String example(String example, String host, String port) {
    try {
      Endpoint endpoint = Endpoint.tcp(host, Integer.parseInt(port));
      return ": " + String.format(Locale.ROOT, example, endpoint.host(), endpoint.port());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
