package io.portprobe.protocols.internal.sip;

import io.portprobe.protocols.sip.SipResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link SipResult}. */
public record DefaultSipResult(
    int status,
    String reason,
    Optional<String> software,
    List<String> allowed,
    List<String> supported,
    List<String> accepted,
    Optional<String> clientAddress)
    implements SipResult {
  private static final int MAX_TEXT = 255;
  private static final int MAX_NAME = 64;

  /** Escapes and cuts the texts. */
  public DefaultSipResult {
    reason = SafeText.line(reason, MAX_TEXT);
    software = software.map(text -> SafeText.line(text, MAX_TEXT));
    allowed = names(allowed);
    supported = names(supported);
    accepted = names(accepted);
    clientAddress = clientAddress.map(text -> SafeText.line(text, MAX_TEXT));
  }

  private static List<String> names(List<String> names) {
    return names.stream().map(name -> SafeText.line(name, MAX_NAME)).toList();
  }

  static DefaultSipResult of(SipResponse response, int maxNames) {
    return new DefaultSipResult(
        response.status(),
        response.reason(),
        response.software(),
        first(response.list("allow"), maxNames),
        first(response.list("supported"), maxNames),
        first(response.list("accept"), maxNames),
        response.clientAddress());
  }

  private static List<String> first(List<String> names, int most) {
    return names.subList(0, Math.min(names.size(), most));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    software.ifPresent(text -> lines.add("software: " + text));
    addNames(lines, "allow", allowed);
    addNames(lines, "supported", supported);
    addNames(lines, "accept", accepted);
    clientAddress.ifPresent(text -> lines.add("client: " + text));
    return lines;
  }

  private static void addNames(List<String> lines, String kind, List<String> names) {
    if (!names.isEmpty()) {
      lines.add(kind + ": " + String.join(", ", names));
    }
  }

  @Override
  public ServiceFacts facts() {
    return SipResponse.facts(software)
        .withVolatileComponents("clientAddress")
        .withVolatileLines("client:");
  }

  @Override
  public String toString() {
    return "SIP " + status + (reason.isEmpty() ? "" : " " + reason);
  }
}
