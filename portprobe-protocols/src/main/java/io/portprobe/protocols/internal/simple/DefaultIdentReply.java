package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.IdentReply;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;

/** The implementation of {@link IdentReply}. */
public record DefaultIdentReply(String type, String detail) implements IdentReply {
  private static final int MAX_TEXT = 255;

  /** Escapes and cuts the texts. */
  public DefaultIdentReply {
    type = SafeText.line(type, MAX_TEXT).toUpperCase(Locale.ROOT);
    detail = SafeText.line(detail, MAX_TEXT);
  }

  @Override
  public List<String> lines() {
    return List.of(toString());
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("ident");
  }

  @Override
  public String toString() {
    return "ident: " + type + ": " + detail;
  }
}
