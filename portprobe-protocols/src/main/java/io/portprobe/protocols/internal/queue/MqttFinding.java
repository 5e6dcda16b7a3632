package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.MqttResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link MqttResult}. */
public record MqttFinding(
    String protocolVersion,
    int code,
    String reason,
    Map<String, String> properties,
    Optional<String> brokerVersion)
    implements MqttResult {
  private static final String VERSION = " version ";
  private static final int MAX_SHOWN = 200;

  /** Copies the properties and checks that nothing is null. */
  public MqttFinding {
    Objects.requireNonNull(protocolVersion, "protocolVersion");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(brokerVersion, "brokerVersion");
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
  }

  MqttFinding withBrokerVersion(String text) {
    return new MqttFinding(protocolVersion, code, reason, properties, Optional.of(text));
  }

  @Override
  public ServiceFacts facts() {
    ServiceFacts facts = ServiceFacts.of("mqtt");
    String text = brokerVersion.orElse("");
    int at = text.indexOf(VERSION);
    return at < 0
        ? facts.withVersion(text)
        : facts
            .withProduct(text.substring(0, at))
            .withVersion(text.substring(at + VERSION.length()));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("MQTT " + protocolVersion + ", connection: " + reason + " (code " + code + ")");
    properties.forEach((name, value) -> lines.add(name + ": " + SafeText.line(value, MAX_SHOWN)));
    brokerVersion.ifPresent(text -> lines.add("broker: " + SafeText.line(text, MAX_SHOWN)));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the broker. */
  @Override
  public String toString() {
    return "MQTT, code " + code;
  }
}
