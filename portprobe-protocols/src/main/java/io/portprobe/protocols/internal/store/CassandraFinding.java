package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.CassandraResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The implementation of {@link CassandraResult}. */
public record CassandraFinding(
    int protocolVersion,
    Map<String, List<String>> options,
    OptionalInt errorCode,
    Optional<String> errorMessage)
    implements CassandraResult {
  private static final int MAX_SHOWN = 200;

  /** Copies the options and checks that nothing is null. */
  public CassandraFinding {
    Objects.requireNonNull(errorCode, "errorCode");
    Objects.requireNonNull(errorMessage, "errorMessage");
    Map<String, List<String>> copy = new LinkedHashMap<>();
    options.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    options = Collections.unmodifiableMap(copy);
  }

  @Override
  public ServiceFacts facts() {
    boolean scylla = options.keySet().stream().anyMatch(name -> name.startsWith("SCYLLA_"));
    return ServiceFacts.of("cassandra").withProduct(scylla ? "ScyllaDB" : "");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Cassandra native protocol, version " + protocolVersion);
    options.forEach(
        (name, values) ->
            lines.add(name + ": " + SafeText.line(String.join(" ", values), MAX_SHOWN)));
    if (errorCode.isPresent()) {
      lines.add("error: " + errorCode.getAsInt() + " " + errorMessage.orElse(""));
    }
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return "Cassandra, " + options.size() + " options";
  }
}
