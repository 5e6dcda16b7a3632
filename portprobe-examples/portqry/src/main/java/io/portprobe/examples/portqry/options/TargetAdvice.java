package io.portprobe.examples.portqry.options;

import io.portprobe.Endpoint;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user meant who wrote a URL or HOST:PORT as the target. */
final class TargetAdvice {
  private static final Pattern URL =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30})://(?:[^/?#@]*@)?([^/?#]*).*", Pattern.DOTALL);

  /** A name, an IPv4 address, or an IPv6 address in brackets, and a port. */
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\]]{1,100}\\]|[^:\\[\\]]{1,253}):([0-9]{1,5})");

  private static final Map<String, Integer> PORTS =
      Map.of(
          "http", 80, "https", 443, "ftp", 21, "ldap", 389, "ldaps", 636, "smtp", 25, "ssh", 22,
          "telnet", 23, "dns", 53);

  private TargetAdvice() {}

  /** Returns what was expected instead; empty if the text is neither a URL nor HOST:PORT. */
  static Optional<String> of(String given) {
    Matcher url = URL.matcher(given.strip());
    if (url.matches()) {
      String authority = url.group(2);
      Matcher withPort = HOST_AND_PORT.matcher(authority);
      Integer usual = PORTS.get(url.group(1).toLowerCase(Locale.ROOT));
      return Optional.of(
          "a host without scheme and path"
              + (withPort.matches()
                  ? example(withPort.group(1), port(withPort.group(2)))
                  : example(
                      authority, usual == null ? OptionalInt.empty() : OptionalInt.of(usual))));
    }
    Matcher hostAndPort = HOST_AND_PORT.matcher(given.strip());
    return hostAndPort.matches()
        ? Optional.of(
            "a host; -e takes the port" + example(hostAndPort.group(1), port(hostAndPort.group(2))))
        : Optional.empty();
  }

  /** Returns a command line for a host that is one; otherwise nothing. */
  private static String example(String host, OptionalInt port) {
    try {
      String name = Endpoint.tcp(host, 1).host();
      return ": -n " + name + (port.isPresent() ? " -e " + port.getAsInt() : "");
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static OptionalInt port(String text) {
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
