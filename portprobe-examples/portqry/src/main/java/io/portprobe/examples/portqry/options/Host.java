package io.portprobe.examples.portqry.options;

import io.portprobe.Endpoint;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The host to probe.
 *
 * @param given the text of the user
 * @param name the same in the form that probes take: ASCII, without brackets
 * @param address the address, if an address was given and not a name
 */
public record Host(String given, String name, Optional<InetAddress> address) {
  /**
   * Parses a name or an address, without name resolution.
   *
   * @throws PortqryException if the text is neither
   */
  public static Host parse(String given) throws PortqryException {
    Optional<String> advice = TargetAdvice.of(given);
    if (advice.isPresent()) {
      throw PortqryException.badValue("-n", given, advice.get());
    }
    String name;
    try {
      name = Endpoint.tcp(given, 1).host();
    } catch (IllegalArgumentException e) {
      throw PortqryException.usage("-n: " + e.getMessage());
    }
    if (AddressSyntax.isAmbiguous(name)) {
      throw PortqryException.usage("-n: " + AddressSyntax.ambiguous(name).getMessage());
    }
    return new Host(given, name, literal(name));
  }

  private static Optional<InetAddress> literal(String name) throws PortqryException {
    if (!HostSyntax.isLiteral(name)) {
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
