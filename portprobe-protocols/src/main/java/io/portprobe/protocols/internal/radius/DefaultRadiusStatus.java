package io.portprobe.protocols.internal.radius;

import io.portprobe.protocols.radius.RadiusStatus;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The implementation of {@link RadiusStatus}. */
public record DefaultRadiusStatus(
    String response,
    List<String> messages,
    boolean hasMessageAuthenticator,
    List<String> attributes)
    implements RadiusStatus {
  private static final int REPLY_MESSAGE = 18;
  private static final int MESSAGE_AUTHENTICATOR = 80;
  private static final int MAX_MESSAGES = 16;
  private static final int MAX_ATTRIBUTES = 100;
  private static final String FREERADIUS = "FreeRADIUS";

  /** Escapes the texts. */
  public DefaultRadiusStatus {
    response = SafeText.line(response);
    messages = SafeText.lines(messages);
    attributes = SafeText.lines(attributes);
  }

  static DefaultRadiusStatus of(
      ResponseCode code, RadiusAttributes attributes, boolean hasMessageAuthenticator) {
    return new DefaultRadiusStatus(
        code.label(),
        attributes.all().stream()
            .filter(attribute -> attribute.type() == REPLY_MESSAGE)
            .map(attribute -> new String(attribute.bytes(), StandardCharsets.UTF_8))
            .limit(MAX_MESSAGES)
            .toList(),
        hasMessageAuthenticator,
        attributes.all().stream()
            .filter(
                attribute ->
                    attribute.type() != REPLY_MESSAGE && attribute.type() != MESSAGE_AUTHENTICATOR)
            .map(attribute -> attribute.type() + ": " + HexFormat.of().formatHex(attribute.bytes()))
            .limit(MAX_ATTRIBUTES)
            .toList());
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    messages.forEach(text -> lines.add("message: " + text));
    attributes.forEach(attribute -> lines.add("attribute " + attribute));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    boolean freeRadius = messages.stream().anyMatch(text -> text.startsWith(FREERADIUS));
    return ServiceFacts.of("radius")
        .withProduct(freeRadius ? FREERADIUS : "")
        .withVolatileComponents("messages")
        .withVolatileLines("message:");
  }

  @Override
  public String toString() {
    return "RADIUS: "
        + response
        + (hasMessageAuthenticator ? "" : ", without Message-Authenticator");
  }
}
