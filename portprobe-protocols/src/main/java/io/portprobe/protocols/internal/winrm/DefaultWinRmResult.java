package io.portprobe.protocols.internal.winrm;

import io.portprobe.protocols.winrm.WinRmResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The implementation of {@link WinRmResult}. */
public record DefaultWinRmResult(
    int status,
    Optional<String> server,
    List<String> authenticationSchemes,
    Optional<String> protocolVersion,
    Optional<String> productVendor,
    Optional<String> productVersion)
    implements WinRmResult {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  /** The namespace of Identify responses. */
  private static final String IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/";

  /** Copies the list. */
  public DefaultWinRmResult {
    authenticationSchemes = List.copyOf(authenticationSchemes);
  }

  /** Returns the result of a response; empty if the server does not speak WS-Management. */
  static Optional<DefaultWinRmResult> of(HttpReply reply) {
    boolean identified = reply.head().status() == OK && reply.body().contains("IdentifyResponse");
    List<String> challenges = reply.head().values("www-authenticate");
    boolean refused = reply.head().status() == UNAUTHORIZED && isWsManagement(reply, challenges);
    if (!identified && !refused) {
      return Optional.empty();
    }
    return Optional.of(
        new DefaultWinRmResult(
            reply.head().status(),
            reply.head().values("server").stream().findFirst(),
            challenges.stream().map(DefaultWinRmResult::scheme).distinct().toList(),
            reply.element("ProtocolVersion"),
            reply.element("ProductVendor"),
            reply.element("ProductVersion")));
  }

  /**
   * Returns the result of a response that no other server sends: the realm is that of
   * WS-Management, or the body an Identify response.
   */
  static Optional<DefaultWinRmResult> ofUnmistakable(HttpReply reply) {
    boolean realm =
        reply.head().values("www-authenticate").stream()
            .anyMatch(text -> text.toUpperCase(Locale.ROOT).contains("REALM=\"WSMAN\""));
    return realm || reply.body().contains(IDENTITY) ? of(reply) : Optional.empty();
  }

  /** Distinguishes WS-Management from any other server that requires authentication. */
  private static boolean isWsManagement(HttpReply reply, List<String> challenges) {
    return challenges.stream()
            .map(text -> text.toUpperCase(Locale.ROOT))
            .anyMatch(text -> text.contains("WSMAN") || text.startsWith("KERBEROS"))
        || (!challenges.isEmpty()
            && reply.head().values("server").stream()
                .anyMatch(name -> name.startsWith("Microsoft-HTTPAPI")));
  }

  private static String scheme(String challenge) {
    int end = challenge.indexOf(' ');
    return end < 0 ? challenge : challenge.substring(0, end);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("winrm")
        .withProduct(productVendor.or(() -> server).orElse(""))
        .withVersion(productVersion.orElse(""));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    server.ifPresent(text -> lines.add("server: " + text));
    if (!authenticationSchemes.isEmpty()) {
      lines.add("authentication: " + String.join(", ", authenticationSchemes));
    }
    protocolVersion.ifPresent(text -> lines.add("protocol version: " + text));
    productVendor.ifPresent(text -> lines.add("vendor: " + text));
    productVersion.ifPresent(text -> lines.add("version: " + text));
    return SafeText.lines(lines);
  }

  @Override
  public String toString() {
    return "WS-Management, status " + status;
  }
}
