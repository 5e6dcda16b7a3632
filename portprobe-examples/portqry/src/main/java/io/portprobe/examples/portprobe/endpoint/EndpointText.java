package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.PortNotation;
import io.portprobe.text.SafeText;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of an endpoint: {@code HOST:PORT}, {@code tcp://}, {@code udp://}, {@code tcp6://}, a
 * protocol as the scheme, {@code PROTOCOL+udp://}, lists such as {@code n1,n2:80,443}, and URLs,
 * whose path and user information are ignored and whose port may be implied by the scheme.
 */
public final class EndpointText {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]{0,40})://(?:[^/?#@]*@)?(?<authority>[^/?#]*)(?<path>[/?#].*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern TRANSPORT = Pattern.compile("(?i)(?:tcp|udp)[46]?");
  private static final Pattern WITH_PORT = Pattern.compile(".*:[0-9,]+", Pattern.DOTALL);

  private EndpointText() {}

  /**
   * Returns the endpoints that a text names, at least one.
   *
   * @param client knows the protocols
   * @throws IllegalArgumentException if the text has another form; the message names it
   */
  public static List<Parsed> parse(ProbeClient client, String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return notations(client, text);
    }
    String scheme = url.group("scheme");
    String authority = url.group("authority");
    if (!WITH_PORT.matcher(authority).matches()) {
      return List.of(withImpliedPort(client, text, scheme, authority));
    }
    boolean hasPath = url.group("path") != null;
    String bare = scheme + "://" + authority;
    if (hasPath && !isKnown(client, bare)) {
      bare = "tcp://" + authority; // as https:// without a protocol of this name
    }
    return notations(client, bare);
  }

  /**
   * An endpoint.
   *
   * @param text its text, without what is ignored
   * @param family the family that the text selects: 4 or 6
   */
  public record Parsed(String text, PortProbe probe, Optional<String> family) {}

  private static List<Parsed> notations(ProbeClient client, String text) {
    List<PortNotation> notations = PortNotation.parseAll(text);
    notations.forEach(EndpointText::checkHost);
    return notations.stream()
        .map(
            notation ->
                new Parsed(
                    notation.toString(), client.probe(notation.toString()), family(notation)))
        .toList();
  }

  private static void checkHost(PortNotation notation) {
    if (AddressSyntax.isAmbiguous(notation.host())) {
      throw AddressSyntax.ambiguous(notation.host());
    }
  }

  private static Optional<String> family(PortNotation notation) {
    return notation.over().map(over -> over.substring(3)).filter(family -> !family.isEmpty());
  }

  private static boolean isKnown(ProbeClient client, String text) {
    PortNotation notation = PortNotation.parseAll(text).get(0);
    return notation
        .spoken(client.protocols())
        .map(spoken -> client.protocols().contains(spoken.protocol()))
        .orElse(true);
  }

  private static Parsed withImpliedPort(
      ProbeClient client, String text, String scheme, String authority) {
    if (TRANSPORT.matcher(scheme).matches() || authority.isEmpty() || authority.endsWith(":")) {
      throw new IllegalArgumentException(
          "endpoint: " + SafeText.quote(text) + " (expected: a host and a port, HOST:PORT)");
    }
    URI uri;
    try {
      String host = HostSyntax.normalize(authority);
      uri = URI.create(scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "endpoint: " + SafeText.quote(text) + ": " + e.getMessage(), e);
    }
    PortProbe probe = client.probe(uri);
    return new Parsed(
        scheme + "://" + HostSyntax.withPort(probe.endpoint().host(), probe.endpoint().port()),
        probe,
        Optional.empty());
  }
}
