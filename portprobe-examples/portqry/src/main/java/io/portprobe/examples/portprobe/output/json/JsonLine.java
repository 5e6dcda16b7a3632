package io.portprobe.examples.portprobe.output.json;

import io.portprobe.JsonResult;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.examples.portprobe.output.NameRecord;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.examples.portprobe.output.ResultRecord.Failure;
import io.portprobe.examples.portprobe.output.RunSummary;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.AddressText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One line of JSON. {@link #schema()} describes its form. */
public final class JsonLine implements JsonResult {
  private static final String SCHEMA = "result-line.schema.json";

  private final Map<String, @Nullable Object> tree;

  private JsonLine(Map<String, @Nullable Object> tree) {
    this.tree = Collections.unmodifiableMap(tree);
  }

  /** Returns the line of a result. */
  public static JsonLine of(ResultRecord result) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "result");
    map.put("endpoint", result.endpoint());
    map.put("name", result.name().orElse(null));
    map.put("host", result.host());
    map.put("port", result.port());
    map.put("transport", result.transport().name());
    map.put("address", result.address().map(AddressText::of).orElse(null));
    map.put("state", result.state().map(PortState::name).orElse(null));
    map.put("reason", result.reason().map(Reason::name).orElse(null));
    map.put("failure", result.failure().map(JsonLine::failure).orElse(null));
    map.put("evidence", result.evidence());
    map.put("started", result.started().toString());
    map.put("elapsed", result.elapsed().toString());
    map.put("protocol", result.protocol().orElse(null));
    map.put("service", service(result.facts()));
    map.put("findings", result.findings());
    map.put("notes", result.notes());
    map.put("vantagePoint", result.vantagePoint().orElse(null));
    map.put("expectation", result.expectation().map(JsonLine::expectation).orElse(null));
    map.put("result", result.tree().isEmpty() ? null : result.tree());
    return new JsonLine(map);
  }

  /** Returns the line of a host name. */
  public static JsonLine of(NameRecord row) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "name");
    map.put("name", row.name());
    map.put("host", row.host());
    map.put("addresses", row.addresses().stream().map(AddressText::of).toList());
    map.put("started", row.started().toString());
    map.put("vantagePoint", row.vantagePoint().orElse(null));
    map.put("expectation", expectation(row.expectation()));
    map.put("result", row.tree());
    return new JsonLine(map);
  }

  /**
   * Returns a line of another type.
   *
   * @param content what follows the type
   */
  public static JsonLine of(String type, Map<String, ?> content) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", type);
    map.putAll(content);
    return new JsonLine(map);
  }

  private static Map<String, @Nullable Object> failure(Failure failure) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("kind", failure.kind().name());
    map.put("message", failure.message());
    return map;
  }

  private static @Nullable Object service(ServiceFacts facts) {
    if (facts.equals(ServiceFacts.none())) {
      return null;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", facts.service().orElse(null));
    map.put("product", facts.product().orElse(null));
    map.put("version", facts.version().orElse(null));
    map.put("operatingSystem", facts.operatingSystem().orElse(null));
    return map;
  }

  private static Map<String, @Nullable Object> expectation(Expectation expectation) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("text", expectation.text());
    map.put("met", expectation.met());
    map.put("required", expectation.required());
    map.put("differences", expectation.differences());
    return map;
  }

  /**
   * Returns the line of a plan.
   *
   * @param probes the number of probes without retries; null if it is not known
   */
  public static JsonLine plan(@Nullable Long probes, Duration worstCase, long bytes, int sockets) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "plan");
    map.put("probes", probes);
    map.put("worstCaseDuration", worstCase.toString());
    map.put("bytes", bytes);
    map.put("maxOpenSockets", sockets);
    return new JsonLine(map);
  }

  /** Returns the line of a summary. */
  public static JsonLine of(RunSummary summary) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("type", "summary");
    map.put("ending", summary.ending().name());
    map.put("finished", summary.finished().toString());
    map.put("elapsed", summary.elapsed().toString());
    map.put("results", summary.results());
    Map<String, @Nullable Object> states = new LinkedHashMap<>();
    for (PortState state : PortState.values()) {
      states.put(state.name(), summary.count(state));
    }
    map.put("states", states);
    map.put("failed", summary.failed());
    map.put("met", summary.met());
    map.put("notMet", summary.notMet());
    map.put("optionalNotMet", summary.optionalNotMet());
    map.put("rejected", summary.rejected());
    map.put("exitCode", summary.exitCode());
    return new JsonLine(map);
  }

  /** Returns the JSON Schema (2020-12) of a line. */
  public static String schema() {
    try (InputStream in = JsonLine.class.getResourceAsStream(SCHEMA)) {
      return new String(Objects.requireNonNull(in, SCHEMA).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(SCHEMA, e);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // javac does not read the @Nullable of the class file of JsonResult
  public Map<String, @Nullable Object> toMap() {
    return tree;
  }
}
