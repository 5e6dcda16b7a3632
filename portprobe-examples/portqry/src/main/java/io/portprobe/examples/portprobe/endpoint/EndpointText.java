package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.PortNotation;
import java.util.List;
import java.util.Optional;

/**
 * The forms of an endpoint: {@code HOST:PORT}, {@code tcp://}, {@code udp://}, {@code tcp6://}, a
 * protocol as the scheme, {@code PROTOCOL+udp://}, lists such as {@code n1,n2:80,443}, and URLs,
 * whose path and user information are ignored and whose port may be implied by the scheme.
 */
final class EndpointText {
  private EndpointText() {}

  /**
   * An endpoint.
   *
   * @param text its text, without what is ignored
   * @param family the family that the text selects: 4 or 6
   * @param notation the text, parsed
   */
  record Parsed(String text, PortProbe probe, Optional<String> family, PortNotation notation) {
    /** Returns whether the text names a protocol. */
    boolean speaks() {
      return notation.protocol().isPresent();
    }
  }

  /**
   * Returns the endpoints that a text names, at least one.
   *
   * @param client knows the protocols
   * @throws IllegalArgumentException if the text has another form; the message names it
   */
  static List<Parsed> parse(ProbeClient client, String text) {
    checkPort(text);
    List<PortNotation> notations = PortNotation.parseAll(text);
    notations.forEach(EndpointText::checkHost);
    return notations.stream().map(notation -> parsed(client, notation)).toList();
  }

  /** Rejects a host alone, with a shorter message than that of the notation. */
  private static void checkPort(String text) {
    String example;
    if (text.contains(":")) {
      example = AddressSyntax.bytes(text) == null ? "" : "[::1]:80, an IPv6 address in brackets";
    } else {
      example = isHost(text) ? HostSyntax.withPort(text, 443) : "";
    }
    if (!example.isEmpty()) {
      throw new IllegalArgumentException(
          "endpoint: "
              + PortNotation.quote(text)
              + " (expected: HOST:PORT, for example "
              + example
              + ")");
    }
  }

  private static boolean isHost(String text) {
    try {
      return !HostSyntax.normalize(text).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void checkHost(PortNotation notation) {
    if (AddressSyntax.isAmbiguous(notation.host())) {
      throw AddressSyntax.ambiguous(notation.host());
    }
  }

  private static Parsed parsed(ProbeClient client, PortNotation notation) {
    PortProbe probe = client.probe(notation.toString());
    String scheme = notation.scheme().isEmpty() ? "" : notation.scheme() + "://";
    String text = scheme + HostSyntax.withPort(notation.host(), probe.endpoint().port());
    Optional<String> family =
        notation.over().map(over -> over.substring(3)).filter(digit -> !digit.isEmpty());
    return new Parsed(text, probe, family, notation);
  }
}
