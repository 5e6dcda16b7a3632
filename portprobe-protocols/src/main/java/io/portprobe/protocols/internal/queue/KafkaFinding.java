package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.KafkaResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** The implementation of {@link KafkaResult}. */
public record KafkaFinding(
    int responseVersion,
    int errorCode,
    List<Api> apis,
    Map<String, String> supportedFeatures,
    Map<String, String> finalizedFeatures,
    OptionalLong finalizedFeaturesEpoch)
    implements KafkaResult {
  /** Copies the collections and checks that nothing is null. */
  public KafkaFinding {
    apis = List.copyOf(apis);
    supportedFeatures = Collections.unmodifiableMap(new LinkedHashMap<>(supportedFeatures));
    finalizedFeatures = Collections.unmodifiableMap(new LinkedHashMap<>(finalizedFeatures));
    Objects.requireNonNull(finalizedFeaturesEpoch, "finalizedFeaturesEpoch");
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("kafka").withVolatileComponents("finalizedFeaturesEpoch");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Kafka, requests: " + apis.size());
    if (errorCode != 0) {
      lines.add("error code: " + errorCode);
    }
    apis.forEach(api -> lines.add(api.toString()));
    supportedFeatures.forEach((name, range) -> lines.add("supported " + name + ": " + range));
    finalizedFeatures.forEach((name, range) -> lines.add("finalized " + name + ": " + range));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the broker. */
  @Override
  public String toString() {
    return "Kafka, " + apis.size() + " requests";
  }
}
