package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.DnsAnswer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The queries for a server's identity (RFC 4892), one after the other, and their results. */
final class IdentityQueries {
  private static final String VERSION = "version.bind.";
  private static final String ID = "id.server.";

  private final boolean enabled;
  private final Queue<String> remaining = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable String current;
  private Optional<String> version = Optional.empty();
  private Optional<String> id = Optional.empty();

  IdentityQueries(boolean enabled) {
    this.enabled = enabled;
    if (enabled) {
      remaining.addAll(List.of(VERSION, ID));
    }
  }

  /** Starts the next query: returns its name, for class CH and type TXT; empty after the last. */
  Optional<String> next() {
    current = remaining.poll();
    return Optional.ofNullable(current);
  }

  /** Keeps the response to the current query. */
  void received(DnsAnswer response) {
    Optional<String> text = text(response);
    if (text.isEmpty()) {
      notes.add("no text for " + current + " (" + response.rcode() + ")");
    } else if (VERSION.equals(current)) {
      version = text;
    } else {
      id = text;
    }
  }

  private static Optional<String> text(DnsAnswer response) {
    String all =
        response.answers().stream()
            .filter(record -> record.type().equals("TXT"))
            .map(record -> unquoted(record.data()))
            .collect(Collectors.joining(", "));
    return Optional.of(all).filter(text -> !text.isEmpty());
  }

  /** Removes the quotes of a text that is a single string. */
  private static String unquoted(String data) {
    boolean single = data.length() > 1 && data.indexOf('"', 1) == data.length() - 1;
    return single && data.startsWith("\"") ? data.substring(1, data.length() - 1) : data;
  }

  /** Returns the texts received so far; empty if the queries are disabled. */
  Optional<DnsAnswer.Identity> identity() {
    return enabled
        ? Optional.of(new DefaultDnsAnswer.DefaultIdentity(version, id))
        : Optional.empty();
  }

  List<String> notes() {
    return notes;
  }
}
