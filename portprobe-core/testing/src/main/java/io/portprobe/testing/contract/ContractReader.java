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
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A reader of contract files. It reads node by node, so that each error names its line. */
final class ContractReader {
  private static final Set<String> TOP = Set.of("names", "ports");
  private static final Set<String> NAME = Set.of("name", "resolves", "addresses");
  private static final Set<String> PORT =
      Set.of("endpoint", "state", "reason", "protocol", "lines", "values");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  private final ContractNodes nodes;
  private final String file;
  private final List<NameEntry> names = new ArrayList<>();
  private final List<ContractEntry> entries = new ArrayList<>();

  private ContractReader(String file) {
    this.file = file;
    this.nodes = new ContractNodes(file);
  }

  static NetworkContract read(String file, String text) {
    ContractReader reader = new ContractReader(file);
    reader.document(text);
    return NetworkContract.ofFile(reader.names, reader.entries);
  }

  private void document(String text) {
    Node root =
        nodes
            .root(text)
            .orElseThrow(
                () -> new IllegalArgumentException(file + ": empty (expected: ports: or names:)"));
    Map<String, Node> parts = nodes.mapping(root, TOP);
    Node named = parts.get("names");
    if (named != null) {
      entries(named, "names").forEach(this::name);
    }
    Node ports = named == null ? nodes.required(root, parts, "ports") : parts.get("ports");
    if (ports != null) {
      entries(ports, "ports").forEach(this::port);
    }
  }

  private List<Node> entries(Node node, String what) {
    List<Node> list = nodes.list(node, what, "a list");
    if (list.isEmpty()) {
      throw new IllegalArgumentException(
          nodes.at(node) + ": " + what + ": [] (expected: at least one)");
    }
    return list;
  }

  private void name(Node node) {
    if (names.size() >= NetworkContract.MAX_NAMES) {
      throw new IllegalArgumentException(
          nodes.at(node)
              + ": too many names (expected: at most "
              + NetworkContract.MAX_NAMES
              + ")");
    }
    Map<String, Node> parts = nodes.mapping(node, NAME);
    Node host = nodes.required(node, parts, "name");
    String text = nodes.text(host, "name");
    boolean resolves = flag(parts.get("resolves"), "resolves", true);
    NameEntry entry =
        located(host, () -> resolves ? NameEntry.resolving(text) : NameEntry.notResolving(text))
            .withOrigin(nodes.at(node));
    Node addresses = parts.get("addresses");
    if (addresses == null) {
      names.add(entry);
      return;
    }
    if (!resolves) {
      throw nodes.wrong(addresses, "addresses", "only with a name that resolves");
    }
    List<String> literals =
        nodes.list(addresses, "addresses", "a list of addresses").stream()
            .map(each -> nodes.text(each, "addresses"))
            .toList();
    names.add(located(addresses, () -> entry.withAddresses(literals)));
  }

  private boolean flag(@Nullable Node node, String what, boolean standard) {
    if (node == null) {
      return standard;
    }
    String text = nodes.value(node, what, false);
    if (!text.equals("true") && !text.equals("false")) {
      throw nodes.wrong(node, what, "true or false");
    }
    return text.equals("true");
  }

  /** Adds file and line to the message of an invalid value. */
  private <T> T located(Node node, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(nodes.at(node) + ": " + e.getMessage(), e);
    }
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
