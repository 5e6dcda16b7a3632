package io.portprobe.protocols.internal.greeting;

import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The human-readable form of what the findings have in common. */
final class GreetingLines {
  private final List<String> lines = new ArrayList<>();

  private GreetingLines() {}

  /** Returns lines that start with the greeting. */
  static GreetingLines of(GreetingServer server) {
    GreetingLines lines = new GreetingLines();
    lines.addAll("greeting", server.greeting());
    if (server.refused()) {
      lines.add("refused", "the server closes the connection after its greeting");
    }
    return lines;
  }

  GreetingLines add(String name, String value) {
    lines.add(name + ": " + SafeText.line(value));
    return this;
  }

  GreetingLines add(String name, Optional<String> value) {
    value.ifPresent(text -> add(name, text));
    return this;
  }

  GreetingLines addAll(String name, List<String> values) {
    values.forEach(value -> add(name, value));
    return this;
  }

  /** Returns all lines, which end with the capabilities, TLS and the notes. */
  List<String> end(GreetingServer server) {
    addAll("capability before TLS", server.capabilitiesBeforeTls());
    addAll("capability", server.capabilities());
    add("TLS by command", server.startTls().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    server.tls().ifPresent(tls -> lines.addAll(tls.lines()));
    addAll("note", server.notes());
    return List.copyOf(lines);
  }

  /** Returns a description without text of the peer. */
  static String describe(String type, GreetingServer server) {
    return type
        + "[greeting: "
        + server.greeting().size()
        + " lines, capabilities: "
        + server.capabilities().size()
        + ", startTls: "
        + server.startTls()
        + "]";
  }
}
