package io.portprobe.testing.contract;

import io.portprobe.testing.internal.yaml.Placeholders;
import io.portprobe.testing.internal.yaml.YamlNodes;
import io.portprobe.testing.internal.yaml.YamlValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** A reader of one contract file. It reads node by node, so that each error names its line. */
final class ContractReader {
  private static final Set<String> TOP = Set.of("names", "ports");
  private static final Set<String> TOP_2 = Set.of("version", "include", "names", "ports");
  private static final Set<String> NAME = Set.of("name", "resolves", "addresses");
  private static final Set<String> NAME_2 = union(NAME, DetailReader.KEYS);

  private final YamlNodes nodes;
  private final YamlValues values;
  private final String file;
  private final ContractLines lines;
  private final Includes includes;

  /** A reader of the files that a contract includes. */
  interface Includes {
    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if the file cannot be included; the message names it
     */
    void read(String path);
  }

  private ContractReader(
      String file, Placeholders placeholders, ContractLines lines, Includes includes) {
    this.file = file;
    this.nodes =
        new YamlNodes(file, ContractFile.MAX_BYTES, placeholders, ContractSyntaxException.of(file));
    this.values = new YamlValues(nodes);
    this.lines = lines;
    this.includes = includes;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Reads a file that includes no others. */
  static NetworkContract read(String file, String text) {
    ContractLines lines = new ContractLines();
    read(
        file,
        text,
        new Placeholders(Map.of()),
        lines,
        path -> {
          throw new IllegalArgumentException("include: " + path + " (expected: no include)");
        });
    return lines.contract();
  }

  /** Adds the lines of a file and of the files that it includes. */
  static void read(
      String file, String text, Placeholders placeholders, ContractLines lines, Includes includes) {
    new ContractReader(file, placeholders, lines, includes).document(text);
  }

  private void document(String text) {
    Node root =
        nodes
            .root(text)
            .orElseThrow(
                () ->
                    new ContractSyntaxException(
                        file, 1, 1, file + ": empty (expected: ports: or names:)", null));
    Map<String, Node> parts =
        nodes.isVersion2() ? nodes.mapping(root, TOP_2) : nodes.mapping(root, TOP, TOP_2);
    Node version = parts.get("version");
    if (version != null && !nodes.value(version, "version", false).equals("2")) {
      throw nodes.wrong(version, "version", "2, or no version");
    }
    boolean version2 = version != null;
    Node include = parts.get("include");
    if (include != null) {
      values.oneOrMore(include, "include").forEach(this::include);
    }
    Node named = parts.get("names");
    if (named != null) {
      entries(named, "names").forEach(node -> name(node, version2));
    }
    Node ports =
        named == null && include == null
            ? nodes.required(root, parts, "ports")
            : parts.get("ports");
    if (ports != null) {
      PortReader reader = new PortReader(nodes);
      entries(ports, "ports")
          .forEach(
              node ->
                  reader
                      .read(node, version2)
                      .forEach(
                          entry -> {
                            if (!lines.add(entry)) {
                              throw tooMany(node, "ports", NetworkContract.MAX_PORTS);
                            }
                          }));
    }
  }

  private void include(Node node) {
    String path = nodes.text(node, "include");
    values.located(
        node,
        () -> {
          includes.read(path);
          return path;
        });
  }

  private List<Node> entries(Node node, String what) {
    List<Node> list = nodes.list(node, what, "a list");
    if (list.isEmpty()) {
      throw nodes.failure(node, what + ": [] (expected: at least one)");
    }
    return list;
  }

  private IllegalArgumentException tooMany(Node node, String what, int most) {
    return nodes.failure(node, "too many " + what + " (expected: at most " + most + ")");
  }

  private void name(Node node, boolean version2) {
    Map<String, Node> parts =
        version2 ? nodes.mapping(node, NAME_2) : nodes.mapping(node, NAME, NAME_2);
    Node host = nodes.required(node, parts, "name");
    String text = nodes.text(host, "name");
    boolean resolves = values.flag(parts.get("resolves"), "resolves", true);
    NameEntry any =
        values
            .located(
                host, () -> resolves ? NameEntry.resolving(text) : NameEntry.notResolving(text))
            .withOrigin(nodes.origin(node));
    NameEntry entry = version2 ? any.withDetails(new DetailReader(nodes).read(node, parts)) : any;
    Node addresses = parts.get("addresses");
    if (addresses != null) {
      entry = withAddresses(entry, addresses);
    }
    if (!lines.add(entry)) {
      throw tooMany(node, "names", NetworkContract.MAX_NAMES);
    }
  }

  private NameEntry withAddresses(NameEntry entry, Node addresses) {
    if (!entry.resolves()) {
      throw nodes.wrong(addresses, "addresses", "only with a name that resolves");
    }
    List<String> literals =
        nodes.list(addresses, "addresses", "a list of addresses").stream()
            .map(each -> nodes.text(each, "addresses"))
            .toList();
    return values.located(addresses, () -> entry.withAddresses(literals));
  }
}
