package io.portprobe.testing.drift;

import io.portprobe.testing.drift.ResultState.AddressState;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one JSON object: a report of a probe, a result of a scan, a row of a contract, or a
 * line of the command, which contains one of these. Confined to the calling thread.
 */
final class ResultReader {
  private static final Pattern SUBJECT =
      Pattern.compile("(tcp|udp)://\\[?([^\\[\\]/]{1,300}?)]?:([0-9]{1,5})");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Set<String> RESULTS = Set.of("result", "name");
  private static final String FAILED = "FAILED";

  private final Map<?, ?> line;
  private final Map<?, ?> result;
  private final Map<?, ?> report;

  ResultReader(Map<?, ?> line) {
    this.line = line;
    this.result = map(line.get("result")).orElse(line);
    this.report = map(result.get("report")).orElse(result);
  }

  /** Returns whether the line is a summary of a run. */
  boolean isSummary() {
    return text(line, "type").filter(type -> !RESULTS.contains(type)).isPresent()
        || (result.containsKey("ending") && !result.containsKey("endpoint"));
  }

  /**
   * Returns what the result is about.
   *
   * @throws IllegalArgumentException if the object does not contain it
   */
  ResultKey key() {
    String vantage = text(line, "vantagePoint").or(() -> text(line, "vantage")).orElse("");
    Optional<Map<?, ?>> endpoint =
        map(report.get("endpoint")).or(() -> map(result.get("endpoint")));
    if (endpoint.isPresent()) {
      return key(endpoint.get(), vantage);
    }
    if (line.containsKey("host") && line.containsKey("port")) {
      return key(line, vantage);
    }
    String subject =
        text(result, "subject")
            .orElseThrow(
                () -> new IllegalArgumentException("endpoint: missing (expected: a result)"));
    Matcher matcher = SUBJECT.matcher(subject);
    return matcher.matches()
        ? new ResultKey(
            AddressText.canonical(matcher.group(2)),
            port(matcher.group(3)),
            matcher.group(1),
            vantage,
            1)
        : new ResultKey(subject, 0, "name", vantage, 1);
  }

  private static ResultKey key(Map<?, ?> endpoint, String vantage) {
    String transport = required(endpoint, "transport").toLowerCase(Locale.ROOT);
    if (!transport.equals("tcp") && !transport.equals("udp")) {
      throw new IllegalArgumentException(
          "transport: " + SafeText.quote(transport) + " (expected: TCP or UDP)");
    }
    return new ResultKey(
        AddressText.canonical(required(endpoint, "host")),
        port(required(endpoint, "port")),
        transport,
        vantage,
        1);
  }

  private static int port(String text) {
    if (!PORT.matcher(text).matches() || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("port: " + SafeText.quote(text) + " (expected: 1-65535)");
    }
    return Integer.parseInt(text);
  }

  /**
   * Returns what the result says.
   *
   * @throws IllegalArgumentException if it has neither a state nor a failure
   */
  ResultState state() {
    Optional<String> state =
        text(report, "state").or(() -> text(result, "state")).or(() -> text(line, "state"));
    Optional<Map<?, ?>> failure = map(result.get("failure")).or(() -> map(line.get("failure")));
    if (state.isEmpty() && failure.isPresent()) {
      Map<?, ?> why = failure.get();
      return new ResultState(
          FAILED, text(why, "type").or(() -> text(why, "kind")).orElse(""), Map.of());
    }
    if (state.isEmpty() && result.get("addresses") instanceof List<?> addresses) {
      return new ResultState(
          "NAME",
          addresses.stream()
              .map(String::valueOf)
              .map(AddressText::canonical)
              .sorted()
              .collect(Collectors.joining(", ")),
          Map.of());
    }
    return new ResultState(
        state.orElseThrow(
            () -> new IllegalArgumentException("state: missing (expected: a state or a failure)")),
        text(report, "reason")
            .or(() -> text(result, "reason"))
            .or(() -> text(line, "reason"))
            .orElse(""),
        addresses());
  }

  private Map<String, AddressState> addresses() {
    Map<String, AddressState> addresses = new TreeMap<>();
    for (Map<?, ?> attempt : maps(report.get("attempts"))) {
      Map<?, ?> dialogue = map(attempt.get("dialogue")).orElseGet(Map::of);
      String address =
          map(attempt.get("remote"))
              .flatMap(remote -> text(remote, "address"))
              .map(AddressText::canonical)
              .orElse("");
      addresses.merge(
          address, address(attempt, dialogue), (first, second) -> first); // of all protocols
    }
    return addresses;
  }

  private static AddressState address(Map<?, ?> attempt, Map<?, ?> dialogue) {
    return new AddressState(
        text(attempt, "state").orElse(""),
        text(attempt, "reason").orElse(""),
        certificate(dialogue),
        service(dialogue),
        FindingPaths.of(dialogue));
  }

  /** Returns the certificate of the first complete handshake. */
  private static String certificate(Map<?, ?> dialogue) {
    return maps(dialogue.get("tls")).stream()
        .flatMap(tls -> maps(tls.get("certificates")).stream().limit(1))
        .findFirst()
        .map(
            certificate ->
                Stream.of("subject", "issuer", "serialNumber", "notAfter")
                    .map(part -> text(certificate, part).orElse(""))
                    .collect(Collectors.joining(", ")))
        .orElse("");
  }

  private static String service(Map<?, ?> dialogue) {
    Map<?, ?> facts = map(dialogue.get("facts")).orElseGet(Map::of);
    return Stream.of("service", "product", "version", "operatingSystem")
        .flatMap(part -> text(facts, part).stream())
        .collect(Collectors.joining(" "));
  }

  static Optional<Map<?, ?>> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  static List<? extends Map<?, ?>> maps(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().flatMap(each -> map(each).stream()).toList()
        : List.of();
  }

  static Optional<String> text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static String required(Map<?, ?> map, String name) {
    return text(map, name)
        .orElseThrow(
            () -> new IllegalArgumentException(name + ": missing (expected: an endpoint)"));
  }
}
