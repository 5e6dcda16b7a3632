package io.portprobe.testing.contract;

import io.portprobe.testing.contract.ContractDetails.Severity;
import io.portprobe.testing.internal.yaml.YamlNodes;
import io.portprobe.testing.internal.yaml.YamlValues;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A reader of the keys that the lines of names and ports have in common, of version 2. */
final class DetailReader {
  static final Set<String> KEYS = Set.of("severity", "tags", "description", "owner", "from");

  private final YamlNodes nodes;
  private final YamlValues values;

  DetailReader(YamlNodes nodes) {
    this.nodes = nodes;
    this.values = new YamlValues(nodes);
  }

  ContractDetails read(Node line, Map<String, Node> parts) {
    Node severity = parts.get("severity");
    return values.located(
        line,
        () ->
            new ContractDetails(
                severity == null
                    ? Severity.REQUIRED
                    : values.word(severity, "severity", Severity.values()),
                new HashSet<>(values.texts(parts.get("tags"), "tags")),
                text(parts.get("description"), "description"),
                text(parts.get("owner"), "owner"),
                new HashSet<>(values.texts(parts.get("from"), "from"))));
  }

  private String text(@Nullable Node node, String what) {
    return node == null ? "" : nodes.value(node, what, true);
  }
}
