package io.portprobe.protocols.internal.simple;

import io.portprobe.protocols.simple.SimpleText;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The implementation of {@link SimpleText}. */
public record DefaultSimpleText(String protocol, List<String> text, boolean complete)
    implements SimpleText {
  private static final int MAX_LINES = 1000;

  /** Escapes the texts. */
  public DefaultSimpleText {
    protocol = SafeText.line(protocol);
    text = SafeText.lines(text.subList(0, Math.min(text.size(), MAX_LINES)));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    text.forEach(line -> lines.add("text: " + line));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    return Arrays.stream(TextRule.values())
        .filter(rule -> rule.protocol().equals(protocol))
        .map(TextRule::facts)
        .findFirst()
        .orElse(ServiceFacts.none());
  }

  @Override
  public String toString() {
    return protocol
        + ": "
        + text.size()
        + (text.size() == 1 ? " line" : " lines")
        + (complete ? "" : ", incomplete");
  }
}
