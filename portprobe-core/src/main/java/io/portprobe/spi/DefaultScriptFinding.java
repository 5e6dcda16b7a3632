package io.portprobe.spi;

import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a {@link ScriptedDialogue} received. */
record DefaultScriptFinding(
    String protocol,
    List<String> received,
    Map<String, String> values,
    boolean complete,
    Optional<TlsInfo> tls)
    implements ScriptFinding {
  DefaultScriptFinding {
    received = List.copyOf(received);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // keeps the order
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    received.forEach(line -> lines.add(beginning(protocol) + SafeText.line(line)));
    values.forEach((name, value) -> lines.add(name + ": " + SafeText.line(value)));
    tls.ifPresent(info -> lines.add("TLS: " + info.version() + ", " + info.cipherSuite()));
    if (!complete) {
      lines.add("(incomplete)");
    }
    return SafeText.lines(lines);
  }

  /** Returns the beginning of a line that shows what was received. */
  static String beginning(String protocol) {
    return protocol + " says: ";
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of(protocol)
        .withProduct(values.getOrDefault("product", ""))
        .withVersion(values.getOrDefault("version", ""))
        .withOperatingSystem(values.getOrDefault("system", ""));
  }

  /** Leaves out the text of the peer. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d lines received, %s",
        protocol,
        received.size(),
        complete ? "complete" : "incomplete");
  }
}
