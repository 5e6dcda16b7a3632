package io.portprobe.protocols.internal.dns;

import io.portprobe.protocols.dns.DnsAnswer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a server says when it is asked who it is, one question after the other. */
final class IdentityQueries {
  private static final String VERSION = "version.bind.";
  private static final String ID = "id.server.";

  private final boolean wanted;
  private final Queue<String> toAsk = new ArrayDeque<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable String asked;
  private Optional<String> version = Optional.empty();
  private Optional<String> id = Optional.empty();

  IdentityQueries(boolean wanted) {
    this.wanted = wanted;
    if (wanted) {
      toAsk.addAll(List.of(VERSION, ID));
    }
  }

  /** What to ask for next, in class CH and of type TXT; empty if nothing. */
  Optional<String> next() {
    asked = toAsk.poll();
    return Optional.ofNullable(asked);
  }

  /** What was asked for last was answered. */
  void answered(DnsAnswer answer) {
    Optional<String> text = text(answer);
    if (text.isEmpty()) {
      notes.add("not told: " + asked + " (" + answer.rcode() + ")");
    } else if (VERSION.equals(asked)) {
      version = text;
    } else {
      id = text;
    }
  }

  private static Optional<String> text(DnsAnswer answer) {
    String all =
        answer.answers().stream()
            .filter(record -> record.type().equals("TXT"))
            .map(record -> unquoted(record.data()))
            .collect(Collectors.joining(", "));
    return Optional.of(all).filter(text -> !text.isEmpty());
  }

  /** The text without its quotes, if it is a single one. */
  private static String unquoted(String data) {
    boolean single = data.length() > 1 && data.indexOf('"', 1) == data.length() - 1;
    return single && data.startsWith("\"") ? data.substring(1, data.length() - 1) : data;
  }

  /** What was told; empty if it was not asked for. */
  Optional<DnsAnswer.Identity> identity() {
    return wanted ? Optional.of(new DnsAnswer.Identity(version, id)) : Optional.empty();
  }

  List<String> notes() {
    return notes;
  }
}
