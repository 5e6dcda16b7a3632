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
  /** Parses the value of {@code -n}; see {@link #parse(String, String, String)}. */
  public static Host parse(String given) throws PortqryException {
    return parse("-n", "-n %s -e %s", given);
  }

  /**
   * Parses a name or an address, without name resolution.
   *
   * @param option the name of the value in messages
   * @param example the command line for a host and a port, as a format of two texts, for a user who
   *     gave a URL or HOST:PORT
   * @throws PortqryException if the text is neither
   */
  public static Host parse(String option, String example, String given) throws PortqryException {
    Optional<String> advice = TargetAdvice.of(given, example);
    if (advice.isPresent()) {
      throw PortqryException.badValue(option, given, advice.get());
    }
    String name;
    try {
      name = Endpoint.tcp(given, 1).host();
    } catch (IllegalArgumentException e) {
      throw PortqryException.usage(option + ": " + e.getMessage());
    }
    if (AddressSyntax.isAmbiguous(name)) {
      throw PortqryException.usage(option + ": " + AddressSyntax.ambiguous(name).getMessage());
    }
    return new Host(given, name, literal(option, name));
  }

  private static Optional<InetAddress> literal(String option, String name) throws PortqryException {
    if (!HostSyntax.isLiteral(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(name)); // a literal: no name resolution
    } catch (UnknownHostException e) {
      throw PortqryException.badValue(
          option + ": host", name, "an address whose zone, if any, is an interface of this host");
    }
  }
}
