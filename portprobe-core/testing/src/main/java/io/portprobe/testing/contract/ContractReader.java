package io.portprobe.testing.contract;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A reader of contract files. It reads node by node, so that each error names its line. */
final class ContractReader {
  private static final Set<String> TOP = Set.of("ports");
  private static final Set<String> PORT =
      Set.of("endpoint", "state", "reason", "protocol", "lines", "values");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  private final ContractNodes nodes;
  private final String file;
  private final List<ContractEntry> entries = new ArrayList<>();

  private ContractReader(String file) {
    this.file = file;
    this.nodes = new ContractNodes(file);
  }

  static List<ContractEntry> read(String file, String text) {
    ContractReader reader = new ContractReader(file);
    reader.document(text);
    return reader.entries;
  }

  private void document(String text) {
    Node root =
        nodes
            .root(text)
            .orElseThrow(() -> new IllegalArgumentException(file + ": empty (expected: ports:)"));
    Node ports = nodes.required(root, nodes.mapping(root, TOP), "ports");
    List<Node> list = nodes.list(ports, "ports", "a list");
    if (list.isEmpty()) {
      throw new IllegalArgumentException(nodes.at(ports) + ": ports: [] (expected: at least one)");
    }
    list.forEach(this::port);
  }

  private void port(Node node) {
    Map<String, Node> parts = nodes.mapping(node, PORT);
    List<Endpoint> endpoints = endpoints(nodes.required(node, parts, "endpoint"));
    PortState state = state(nodes.required(node, parts, "state"));
    Set<Reason> reasons = reasons(parts.get("reason"));
    Optional<String> protocol = Optional.ofNullable(parts.get("protocol")).map(this::protocol);
    List<String> findingLines = texts(parts.get("lines"));
    Map<String, String> values = values(parts.get("values"));
    String origin = nodes.at(node);
    if (protocol.isEmpty() && (parts.containsKey("lines") || parts.containsKey("values"))) {
      throw new IllegalArgumentException(
          origin + ": protocol: missing (expected: a protocol, because there are lines or values)");
    }
    for (Endpoint endpoint : endpoints) {
      if (entries.size() >= NetworkContract.MAX_PORTS) {
        throw new IllegalArgumentException(
            origin + ": too many ports (expected: at most " + NetworkContract.MAX_PORTS + ")");
      }
      entries.add(
          new ContractEntry(origin, endpoint, state, reasons, protocol, findingLines, values));
    }
  }

  private List<Endpoint> endpoints(Node node) {
    String text = nodes.text(node, "endpoint");
    int colon = text.lastIndexOf(':');
    List<Endpoint> endpoints = new ArrayList<>();
    try {
      for (String port : text.substring(colon + 1).split(" *, *", -1)) {
        if (!NUMBER.matcher(port).matches()) {
          throw new IllegalArgumentException(
              "endpoint: "
                  + SafeText.quote(text)
                  + " (expected: [tcp://|udp://]HOST:PORT[,PORT...], each port 1-65535)");
        }
        endpoints.add(Endpoint.parse(text.substring(0, colon + 1) + port));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(nodes.at(node) + ": " + e.getMessage(), e);
    }
    return endpoints;
  }

  private PortState state(Node node) {
    return ContractWords.state(nodes.text(node, "state"))
        .orElseThrow(() -> nodes.wrong(node, "state", ContractWords.all(PortState.values())));
  }

  /** One reason, or a list of reasons. */
  private Set<Reason> reasons(@Nullable Node node) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    if (node instanceof SequenceNode list) {
      for (Node each : list.getValue()) {
        if (!reasons.add(reason(each))) {
          throw nodes.wrong(each, "reason", "once");
        }
      }
      if (reasons.isEmpty()) {
        throw nodes.wrong(node, "reason", "at least one");
      }
    } else if (node != null) {
      reasons.add(reason(node));
    }
    return reasons;
  }

  private Reason reason(Node node) {
    return ContractWords.reason(nodes.text(node, "reason"))
        .orElseThrow(() -> nodes.wrong(node, "reason", ContractWords.all(Reason.values())));
  }

  private String protocol(Node node) {
    String name = nodes.text(node, "protocol");
    if (!ContractText.isProtocol(name)) {
      throw nodes.wrong(node, "protocol", ContractText.PROTOCOL_FORM);
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private List<String> texts(@Nullable Node node) {
    return node == null
        ? List.of()
        : nodes.list(node, "lines", "a list of text").stream()
            .map(each -> nodes.value(each, "lines", false))
            .toList();
  }

  private Map<String, String> values(@Nullable Node node) {
    Map<String, String> values = new LinkedHashMap<>();
    if (node != null) {
      nodes
          .pairs(node, "values")
          .forEach((name, pair) -> values.put(name, nodes.value(pair.getValueNode(), name, true)));
    }
    return values;
  }
}
