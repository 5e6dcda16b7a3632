package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.AmqpResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The implementation of {@link AmqpResult}. */
public record AmqpFinding(
    String protocolVersion,
    Map<String, String> properties,
    List<String> mechanisms,
    List<String> locales)
    implements AmqpResult {
  private static final int MAX_SHOWN = 200;

  /** Copies the collections and checks that nothing is null. */
  public AmqpFinding {
    Objects.requireNonNull(protocolVersion, "protocolVersion");
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    mechanisms = List.copyOf(mechanisms);
    locales = List.copyOf(locales);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("amqp")
        .withProduct(product().orElse(""))
        .withVersion(version().orElse(""));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("AMQP " + protocolVersion);
    properties.forEach((name, value) -> lines.add(name + ": " + SafeText.line(value, MAX_SHOWN)));
    if (!mechanisms.isEmpty()) {
      lines.add("mechanisms: " + String.join(" ", mechanisms));
    }
    if (!locales.isEmpty()) {
      lines.add("locales: " + String.join(" ", locales));
    }
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the broker. */
  @Override
  public String toString() {
    return "AMQP, " + properties.size() + " properties";
  }
}
