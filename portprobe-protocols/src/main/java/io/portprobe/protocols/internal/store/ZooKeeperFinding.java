package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.ZooKeeperResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link ZooKeeperResult}. */
public record ZooKeeperFinding(
    Optional<String> version, Map<String, String> fields, Optional<String> error)
    implements ZooKeeperResult {
  private static final String VERSION = "Zookeeper version: ";
  private static final String NOT_SERVING =
      "This ZooKeeper instance is not currently serving requests";
  private static final String NOT_EXECUTED = " is not executed because it is not in the whitelist.";
  private static final int WORD = 4;

  /** Copies the fields and checks that nothing is null. */
  public ZooKeeperFinding {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(error, "error");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Returns what the first line of a reply shows; empty if it is not of ZooKeeper. */
  static Optional<ZooKeeperFinding> ofFirstLine(String line) {
    boolean refused =
        line.equals(NOT_SERVING)
            || (line.endsWith(NOT_EXECUTED) && line.length() == WORD + NOT_EXECUTED.length());
    if (refused) {
      return Optional.of(
          new ZooKeeperFinding(Optional.<String>empty(), Map.of(), Optional.of(line)));
    }
    return line.startsWith(VERSION)
        ? Optional.of(
            new ZooKeeperFinding(
                Optional.of(number(line.substring(VERSION.length()))),
                Map.of(),
                Optional.<String>empty()))
        : Optional.empty();
  }

  /** Returns the number of a version, which the commit and the time of the build follow. */
  private static String number(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '-' && text.charAt(end) != ',') {
      end++;
    }
    return text.substring(0, end);
  }

  ZooKeeperFinding withFields(Map<String, String> read) {
    return new ZooKeeperFinding(version, read, error);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("zookeeper")
        .withProduct("Apache ZooKeeper")
        .withVersion(version.orElse(""))
        .withVolatileComponents("fields")
        .withVolatileLines(fields.keySet().stream().map(name -> name + ":").toArray(String[]::new));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("ZooKeeper" + version.map(text -> " " + text).orElse(""));
    fields.forEach((name, value) -> lines.add(name + ": " + value));
    error.ifPresent(text -> lines.add("error: " + text));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return "ZooKeeper, " + fields.size() + " fields";
  }
}
