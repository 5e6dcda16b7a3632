package io.portprobe.assertions;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.assertions.NetworkContract.Line;
import io.portprobe.text.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a contract file node by node, so that whatever is wrong has a line. */
final class ContractReader {
  private static final Set<String> TOP = Set.of("ports");
  private static final Set<String> PORT =
      Set.of("endpoint", "state", "reason", "protocol", "lines", "values");
  private static final int LONGEST_TEXT = 1_000;

  private final String file;
  private final List<Line> lines = new ArrayList<>();

  private ContractReader(String file) {
    this.file = file;
  }

  static List<Line> read(String file, String text) {
    ContractReader reader = new ContractReader(file);
    reader.document(text);
    return reader.lines;
  }

  private void document(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
    Node root;
    try {
      root = new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new IllegalArgumentException(
          file + ":" + line + ": " + e.getProblem() + " (expected: YAML)", e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage() + " (expected: YAML)", e);
    }
    if (root == null) {
      throw new IllegalArgumentException(file + ": empty (expected: ports:)");
    }
    Map<String, Node> top = mapping(root, TOP);
    Node ports = required(root, top, "ports");
    if (!(ports instanceof SequenceNode sequence)) {
      throw wrong(ports, "ports", "a list");
    }
    sequence.getValue().forEach(this::port);
  }

  private void port(Node node) {
    Map<String, Node> parts = mapping(node, PORT);
    PortState state = state(required(node, parts, "state"));
    Optional<Reason> reason = Optional.ofNullable(parts.get("reason")).map(this::reason);
    Optional<String> protocol =
        Optional.ofNullable(parts.get("protocol"))
            .map(name -> text(name, "protocol").toLowerCase(Locale.ROOT));
    List<String> findingLines = texts(parts.get("lines"));
    Map<String, String> values = values(parts.get("values"));
    if (protocol.isEmpty() && !(findingLines.isEmpty() && values.isEmpty())) {
      throw new IllegalArgumentException(
          at(node) + ": protocol: missing (expected: one, where there are lines or values)");
    }
    String origin = at(node);
    for (Endpoint endpoint : endpoints(required(node, parts, "endpoint"))) {
      if (lines.size() >= NetworkContract.MOST_PORTS) {
        throw new IllegalArgumentException(
            origin + ": too many ports (expected: at most " + NetworkContract.MOST_PORTS + ")");
      }
      lines.add(new Line(origin, endpoint, state, reason, protocol, findingLines, values));
    }
  }

  private List<Endpoint> endpoints(Node node) {
    String text = text(node, "endpoint");
    int colon = text.lastIndexOf(':');
    List<Endpoint> endpoints = new ArrayList<>();
    try {
      for (String port : text.substring(colon + 1).split(",", -1)) {
        endpoints.add(Endpoint.parse(text.substring(0, colon + 1) + port.strip()));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(at(node) + ": " + e.getMessage(), e);
    }
    return endpoints;
  }

  private PortState state(Node node) {
    return Vocabulary.state(text(node, "state"))
        .orElseThrow(() -> wrong(node, "state", Vocabulary.all(PortState.values())));
  }

  private Reason reason(Node node) {
    return Vocabulary.reason(text(node, "reason"))
        .orElseThrow(() -> wrong(node, "reason", Vocabulary.all(Reason.values())));
  }

  private List<String> texts(@Nullable Node node) {
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(node, "lines", "a list of text");
    }
    return sequence.getValue().stream().map(each -> text(each, "lines")).toList();
  }

  private Map<String, String> values(@Nullable Node node) {
    Map<String, String> values = new LinkedHashMap<>();
    if (node != null) {
      pairs(node, "values").forEach((name, value) -> values.put(name, text(value, name)));
    }
    return values;
  }

  private Map<String, Node> mapping(Node node, Set<String> known) {
    Map<String, Node> parts = pairs(node, "this");
    parts.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw new IllegalArgumentException(
                at(value)
                    + ": "
                    + Quote.of(name)
                    + " (expected: "
                    + String.join(", ", known.stream().sorted().toList())
                    + ")");
          }
        });
    return parts;
  }

  private Map<String, Node> pairs(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, what, "NAME: VALUE");
    }
    Map<String, Node> parts = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = text(tuple.getKeyNode(), what);
      if (parts.put(name, tuple.getValueNode()) != null) {
        throw new IllegalArgumentException(
            at(tuple.getKeyNode()) + ": " + Quote.of(name) + " (expected: once)");
      }
    }
    return parts;
  }

  private Node required(Node parent, Map<String, Node> parts, String name) {
    Node node = parts.get(name);
    if (node == null) {
      throw new IllegalArgumentException(at(parent) + ": " + name + ": missing");
    }
    return node;
  }

  private String text(Node node, String what) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
      throw wrong(node, what, "text");
    }
    if (scalar.getValue().length() > LONGEST_TEXT) {
      throw wrong(node, what, "at most " + LONGEST_TEXT + " characters");
    }
    return scalar.getValue();
  }

  private IllegalArgumentException wrong(Node node, String what, String expected) {
    String found =
        node instanceof ScalarNode scalar
            ? Quote.of(scalar.getValue())
            : node instanceof SequenceNode ? "a list" : "names and values";
    return new IllegalArgumentException(
        at(node) + ": " + what + ": " + found + " (expected: " + expected + ")");
  }

  private String at(Node node) {
    return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
