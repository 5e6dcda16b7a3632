package io.portprobe.internal.targets;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.text.PortNotation.NamedProtocol;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The transport, TLS and the port of a scheme, where a text does not contain them. */
final class SchemeDefaults {
  /** Schemes of protocols over both transports whose specification names UDP as the default. */
  private static final Set<String> OVER_UDP =
      Set.of(
          "snmp", // RFC 4088 section 2.2
          "sip", // RFC 3261 section 19.1.2
          "stun", // RFC 7064 section 3.2
          "turn"); // RFC 7065 section 3.2

  private SchemeDefaults() {}

  /**
   * Returns the transport of a protocol: TCP if it supports it and its scheme does not mean UDP.
   */
  static Transport transport(NamedProtocol spoken, Set<Binding> bindings) {
    boolean overUdp = has(bindings, Transport.UDP) && !spoken.tls();
    boolean overTcp = has(bindings, Transport.TCP);
    return overUdp && (!overTcp || OVER_UDP.contains(spoken.protocol()))
        ? Transport.UDP
        : Transport.TCP;
  }

  private static boolean has(Set<Binding> bindings, Transport transport) {
    return bindings.stream().anyMatch(binding -> binding.transport() == transport);
  }

  /** Returns whether TLS comes first: the scheme requires it, or the protocol has no other form. */
  static boolean tls(NamedProtocol spoken, Transport transport, Set<Binding> bindings) {
    return spoken.tls()
        || (transport == Transport.TCP
            && !bindings.isEmpty()
            && bindings.stream()
                .noneMatch(binding -> binding.transport() == Transport.TCP && !binding.tls()));
  }

  /**
   * Returns the default port of a protocol: the one that is well known under the scheme, or else
   * the lowest of those with the highest priority. A protocol without a port for TLS is spoken over
   * TLS on its port.
   *
   * @param scheme the scheme in lower case, without a transport
   * @return empty if the protocol has no port over the transport
   */
  static OptionalInt port(String scheme, boolean tls, Transport transport, Set<Binding> bindings) {
    List<Binding> overTransport =
        bindings.stream().filter(binding -> binding.transport() == transport).toList();
    List<Binding> same = overTransport.stream().filter(binding -> binding.tls() == tls).toList();
    int wellKnown = WellKnownServices.of(transport).named(scheme);
    return (same.isEmpty() ? overTransport : same)
        .stream()
            .min(
                Comparator.comparing((Binding binding) -> binding.port() != wellKnown)
                    .thenComparing(binding -> -binding.priority())
                    .thenComparing(Binding::port))
            .map(binding -> OptionalInt.of(binding.port()))
            .orElse(OptionalInt.empty());
  }

  /**
   * Returns the transport of a well-known service, which a protocol of portprobe may speak.
   *
   * @param scheme the scheme in lower case, without a transport
   */
  static Transport wellKnownTransport(String scheme) {
    return wellKnownPort(scheme, Transport.TCP).isEmpty()
            || (OVER_UDP.contains(scheme) && wellKnownPort(scheme, Transport.UDP).isPresent())
        ? Transport.UDP
        : Transport.TCP;
  }

  /**
   * Returns the port of a well-known service. A final {@code s} means TLS, on the same port if the
   * list has no other for it.
   *
   * @param scheme the scheme in lower case, without a transport
   * @return empty if the list does not have the service over the transport
   */
  static OptionalInt wellKnownPort(String scheme, Transport transport) {
    WellKnownServices services = WellKnownServices.of(transport);
    int port = services.named(scheme);
    if (port == 0 && transport == Transport.TCP && scheme.endsWith("s")) {
      port = services.named(scheme.substring(0, scheme.length() - 1));
    }
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
