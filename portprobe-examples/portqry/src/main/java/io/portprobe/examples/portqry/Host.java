package io.portprobe.examples.portqry;

import io.portprobe.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host to probe.
 *
 * @param given the text of the user
 * @param name the same in the form that probes take: ASCII, without brackets
 * @param address the address, if an address was given and not a name
 */
record Host(String given, String name, Optional<InetAddress> address) {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[0-9]{1,2})";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /**
   * Parses a name or an address, without name resolution.
   *
   * @throws PortqryException if the text is neither
   */
  static Host parse(String given) throws PortqryException {
    String name;
    try {
      name = Endpoint.tcp(given, 1).host();
    } catch (IllegalArgumentException e) {
      throw PortqryException.usage("-n: " + e.getMessage());
    }
    return new Host(given, name, literal(name));
  }

  private static Optional<InetAddress> literal(String name) throws PortqryException {
    if (name.indexOf(':') < 0 && !IPV4.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(name)); // a literal: no name resolution
    } catch (UnknownHostException e) {
      throw PortqryException.badValue(
          "-n: host", name, "an address whose zone, if any, is an interface of this host");
    }
  }
}
