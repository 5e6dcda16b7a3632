package io.portprobe.examples.portprobe.host;

import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.output.json.JsonLine;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The lines of a host, as text or as JSON. */
final class HostText {
  private HostText() {}

  /** Returns a line for each address, with a line for each observation below. */
  static List<String> text(HostResult host) {
    List<String> lines = new ArrayList<>();
    host.failure()
        .ifPresent(
            failure ->
                lines.add(
                    line("NOT RESOLVED", SafeText.line(host.host()), Failures.message(failure))));
    for (AddressResult address : host.addresses()) {
      lines.add(line(address.presence().description(), name(host, address), why(address)));
      lines.addAll(observations(address));
      AddressSyntax.remark(address.address()).ifPresent(remark -> lines.add("    " + remark));
    }
    return lines;
  }

  /** Returns a line for each observation; ports with the same observation share a line. */
  private static List<String> observations(AddressResult address) {
    Map<Seen, List<String>> sources = new LinkedHashMap<>();
    for (Observation seen : address.observations()) {
      sources
          .computeIfAbsent(new Seen(seen.meaning(), seen.text()), key -> new ArrayList<>())
          .add(seen.source());
    }
    List<String> lines = new ArrayList<>();
    sources.forEach(
        (seen, of) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "    %-22s  %s: %s",
                    seen.meaning().description(),
                    joined(of),
                    seen.text())));
    return lines;
  }

  /** What several ports have in common. */
  private record Seen(Meaning meaning, String text) {}

  /** Returns for example {@code TCP 80, 443, UDP 53}. */
  private static String joined(List<String> sources) {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (String source : sources) {
      String transport = source.replaceFirst(" [0-9]+$", " ");
      text.append(text.length() == 0 ? "" : ", ")
          .append(transport.equals(last) ? source.substring(last.length()) : source);
      last = transport;
    }
    return text.toString();
  }

  private static String line(String word, String host, String why) {
    return String.format(Locale.ROOT, "%-12s  %s  %s", word, host, why);
  }

  private static String name(HostResult host, AddressResult address) {
    String text = AddressText.of(address.address());
    return host.host().equals(text) ? text : SafeText.line(host.host()) + " (" + text + ")";
  }

  private static String why(AddressResult address) {
    return switch (address.presence()) {
      case PRESENT -> "evidence: " + meanings(address);
      case UNREACHABLE -> "no response; reported as unreachable by: " + reporters(address);
      case NOT_KNOWN ->
          address
              .failure()
              .map(failure -> "not probed: " + Failures.message(failure))
              .orElseGet(() -> withoutResponse(address));
    };
  }

  private static String meanings(AddressResult address) {
    return address.observations().stream()
        .map(Observation::meaning)
        .filter(Meaning::isEvidence)
        .distinct()
        .map(Meaning::description)
        .collect(Collectors.joining(", "));
  }

  private static String reporters(AddressResult address) {
    return joined(
        address.observations().stream()
            .filter(seen -> seen.meaning() == Meaning.UNREACHABLE)
            .map(Observation::source)
            .toList());
  }

  private static String withoutResponse(AddressResult address) {
    boolean rejected =
        address.observations().stream().anyMatch(seen -> seen.meaning() == Meaning.REJECTED);
    return rejected
        ? "no response of the host: a packet filter rejects the probes"
        : "no response: there is no host, or a packet filter drops the probes";
  }

  /** Returns an object for each address, or one for a name that does not resolve. */
  static List<String> json(HostResult host) {
    List<String> lines = new ArrayList<>();
    host.failure().ifPresent(failure -> lines.add(object(host, null, Failures.message(failure))));
    host.addresses().forEach(address -> lines.add(object(host, address, null)));
    return lines;
  }

  private static String object(
      HostResult host, @Nullable AddressResult address, @Nullable String failure) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("host", host.host());
    map.put("address", address == null ? null : AddressText.of(address.address()));
    map.put("presence", address == null ? null : address.presence().name());
    map.put("failure", failure);
    map.put("started", address == null ? null : address.started().toString());
    map.put("elapsed", address == null ? null : address.elapsed().toString());
    map.put(
        "observations",
        address == null
            ? List.of()
            : address.observations().stream().map(HostText::observation).toList());
    return JsonLine.of("host", map).toJson();
  }

  private static Map<String, String> observation(Observation seen) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("source", seen.source());
    map.put("meaning", seen.meaning().name());
    map.put("text", seen.text());
    return map;
  }
}
