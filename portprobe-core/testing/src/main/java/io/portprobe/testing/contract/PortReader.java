package io.portprobe.testing.contract;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.testing.internal.contract.ContractText;
import io.portprobe.testing.internal.contract.ContractWords;
import io.portprobe.testing.internal.yaml.YamlNodes;
import io.portprobe.testing.internal.yaml.YamlValues;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A reader of the lines below {@code ports}, each of which becomes an entry for each port. */
final class PortReader {
  private static final Set<String> KEYS_1 =
      Set.of("endpoint", "state", "reason", "protocol", "lines", "values");
  private static final Set<String> KEYS_2 =
      Stream.of(
              KEYS_1,
              DetailReader.KEYS,
              Set.of("hosts", "ports", "transport", "options", "tls", "certificate", "payload"),
              Set.of("answer", "family", "all-addresses", "timeout", "retries", "wait"))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> CERTIFICATE = Set.of("days-left", "names", "issuer", "trusted");
  private static final Pattern SCHEME = Pattern.compile("(?i)(?:tcp|udp)://");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_DAYS = 100_000;

  /** The words for the address families. */
  private enum Family {
    IPV4(AddressSelection.IPV4),
    IPV6(AddressSelection.IPV6);

    private final AddressSelection selection;

    Family(AddressSelection selection) {
      this.selection = selection;
    }
  }

  private final YamlNodes nodes;
  private final YamlValues values;
  private final DetailReader details;

  PortReader(YamlNodes nodes) {
    this.nodes = nodes;
    this.values = new YamlValues(nodes);
    this.details = new DetailReader(nodes);
  }

  /** Returns one entry for each port that a line names. */
  List<ContractEntry> read(Node node, boolean version2) {
    Map<String, Node> parts =
        version2 ? nodes.mapping(node, KEYS_2) : nodes.mapping(node, KEYS_1, KEYS_2);
    List<Endpoint> endpoints =
        version2 && (parts.containsKey("hosts") || parts.containsKey("ports"))
            ? product(node, parts)
            : endpoints(nodes.required(node, parts, "endpoint"), version2);
    ContractEntry first =
        values.located(node, () -> entry(node, endpoints.get(0), parts, version2));
    return endpoints.stream().map(first::at).toList();
  }

  private ContractEntry entry(
      Node node, Endpoint endpoint, Map<String, Node> parts, boolean version2) {
    ContractEntry entry =
        withState(endpoint, nodes.required(node, parts, "state"), version2)
            .withOrigin(nodes.origin(node));
    List<Reason> reasons = List.copyOf(reasons(parts.get("reason")));
    if (!reasons.isEmpty()) {
      entry = entry.withReason(reasons.get(0), reasons.toArray(Reason[]::new));
    }
    Node protocol = parts.get("protocol");
    if (protocol != null) {
      entry = entry.withProtocol(protocol(protocol));
    } else if (parts.containsKey("lines") || parts.containsKey("values")) {
      throw nodes.failure(
          node, "protocol: missing (expected: a protocol, because there are lines or values)");
    }
    entry =
        entry
            .withLines(values.list(parts.get("lines"), "lines"))
            .withValues(values.values(parts.get("values"), "values"));
    return version2 ? version2(node, entry, parts) : entry;
  }

  private ContractEntry version2(Node node, ContractEntry entry, Map<String, Node> parts) {
    Node answer = parts.get("answer");
    Node certificate = parts.get("certificate");
    ContractProbe probe = probe(parts);
    // An answer is a condition of a payload over TCP, and a payload is one of an answer over UDP.
    ContractEntry changed =
        answer == null
            ? entry.withProbe(probe)
            : entry.withAnswerTo(probe, payload(answer, "answer"));
    if (certificate != null) {
      changed = changed.withCertificate(certificate(certificate));
    }
    return changed.withDetails(details.read(node, parts));
  }

  private ContractEntry withState(Endpoint endpoint, Node node, boolean version2) {
    String word = nodes.text(node, "state");
    if (version2 && word.equals(ContractWords.BLOCKED)) {
      return ContractEntry.blocked(endpoint);
    }
    PortState state =
        ContractWords.state(word)
            .orElseThrow(
                () ->
                    nodes.wrong(
                        node,
                        "state",
                        ContractWords.all(PortState.values()) + (version2 ? ", blocked" : "")));
    return ContractEntry.of(endpoint, state);
  }

  /** Returns the ports of {@code [tcp://|udp://]HOST:PORT[,PORT...]}. */
  private List<Endpoint> endpoints(Node node, boolean version2) {
    String text = nodes.text(node, "endpoint");
    int colon = text.lastIndexOf(':');
    if (text.contains("://") && !SCHEME.matcher(text).lookingAt()) {
      throw nodes.wrong(node, "endpoint", "[tcp://|udp://]HOST:PORT[,PORT...], each port 1-65535");
    }
    return values.located(
        node, () -> version2 && colon > 0 ? listedPorts(text, colon) : numberedPorts(text, colon));
  }

  private static List<Endpoint> listedPorts(String text, int colon) {
    Transport transport =
        text.regionMatches(true, 0, "udp://", 0, 6) ? Transport.UDP : Transport.TCP;
    PortSet ports = PortSet.parse(transport, text.substring(colon + 1));
    checkCount(ports.size());
    Endpoint first = Endpoint.parse(text.substring(0, colon + 1) + ports.port(0));
    return ports.stream().mapToObj(port -> new Endpoint(transport, first.host(), port)).toList();
  }

  private static List<Endpoint> numberedPorts(String text, int colon) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String port : text.substring(colon + 1).split(" *, *", -1)) {
      if (!NUMBER.matcher(port).matches()) {
        throw new IllegalArgumentException(
            "endpoint: "
                + SafeText.quote(text)
                + " (expected: [tcp://|udp://]HOST:PORT[,PORT...], each port 1-65535)");
      }
      endpoints.add(Endpoint.parse(text.substring(0, colon + 1) + port));
    }
    return endpoints;
  }

  /** Returns every port of every host. */
  private List<Endpoint> product(Node line, Map<String, Node> parts) {
    Node endpoint = parts.get("endpoint");
    if (endpoint != null) {
      throw nodes.wrong(endpoint, "endpoint", "either endpoint, or hosts and ports");
    }
    Node hostNode = nodes.required(line, parts, "hosts");
    Node portNode = nodes.required(line, parts, "ports");
    Node transportNode = parts.get("transport");
    Transport transport =
        transportNode == null
            ? Transport.TCP
            : values.word(transportNode, "transport", Transport.values());
    HostSet hosts = values.located(hostNode, () -> HostSet.of(items(hostNode, "hosts")));
    PortSet ports =
        values.located(
            portNode, () -> PortSet.parse(transport, String.join(",", items(portNode, "ports"))));
    values.located(
        line,
        () -> {
          checkCount(hosts.size());
          checkCount(hosts.size() * ports.size());
          return true;
        });
    List<Endpoint> endpoints = new ArrayList<>();
    for (String host : hosts) {
      ports.stream().forEach(port -> endpoints.add(new Endpoint(transport, host, port)));
    }
    return endpoints;
  }

  private List<String> items(Node node, String what) {
    return values.texts(node, what).stream()
        .flatMap(text -> List.of(text.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }

  private static void checkCount(long ports) {
    if (ports < 1 || ports > NetworkContract.MAX_PORTS) {
      throw new IllegalArgumentException(
          "ports: " + ports + " (expected: 1-" + NetworkContract.MAX_PORTS + ")");
    }
  }

  /** One reason, or a list of reasons. */
  private Set<Reason> reasons(@Nullable Node node) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    if (node instanceof SequenceNode list) {
      for (Node each : list.getValue()) {
        if (!reasons.add(values.word(each, "reason", Reason.values()))) {
          throw nodes.wrong(each, "reason", "once");
        }
      }
      if (reasons.isEmpty()) {
        throw nodes.wrong(node, "reason", "at least one");
      }
    } else if (node != null) {
      reasons.add(values.word(node, "reason", Reason.values()));
    }
    return reasons;
  }

  private String protocol(Node node) {
    String name = nodes.text(node, "protocol");
    if (!ContractText.isProtocol(name)) {
      throw nodes.wrong(node, "protocol", ContractText.PROTOCOL_FORM);
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private ContractProbe probe(Map<String, Node> parts) {
    ContractProbe probe =
        ContractProbe.standard().withOptions(values.values(parts.get("options"), "options"));
    Map<String, ProbeChange> changes = new LinkedHashMap<>();
    changes.put("tls", (to, node) -> to.withTls(values.flag(node, "tls", true)));
    changes.put("payload", (to, node) -> to.withPayload(payload(node, "payload")));
    changes.put(
        "family",
        (to, node) -> to.withAddresses(values.word(node, "family", Family.values()).selection));
    changes.put(
        "all-addresses",
        (to, node) -> values.flag(node, "all-addresses", false) ? to.onAllAddresses() : to);
    changes.put("timeout", (to, node) -> to.withTimeout(values.duration(node, "timeout")));
    changes.put(
        "retries",
        (to, node) -> to.withRetries(values.number(node, "retries", ContractProbe.MAX_RETRIES)));
    changes.put("wait", (to, node) -> to.waitingFor(values.duration(node, "wait")));
    for (Map.Entry<String, ProbeChange> change : changes.entrySet()) {
      Node node = parts.get(change.getKey());
      if (node != null) {
        ContractProbe before = probe;
        probe = values.located(node, () -> change.getValue().apply(before, node));
      }
    }
    return probe;
  }

  /** Sets one value of a probe. */
  private interface ProbeChange {
    ContractProbe apply(ContractProbe probe, Node node);
  }

  /** Bytes: a text, or {@code {hex: DIGITS}}. */
  private ContractPayload payload(Node node, String what) {
    if (!(node instanceof MappingNode)) {
      return values.located(node, () -> ContractPayload.ofText(nodes.value(node, what, false)));
    }
    Map<String, Node> parts = nodes.mapping(node, Set.of("hex"));
    Node digits = nodes.required(node, parts, "hex");
    return values.located(digits, () -> ContractPayload.ofHex(nodes.text(digits, what + ".hex")));
  }

  private CertificateExpectation certificate(Node node) {
    Map<String, Node> parts = nodes.mapping(node, CERTIFICATE);
    Node days = parts.get("days-left");
    Node issuer = parts.get("issuer");
    Node trusted = parts.get("trusted");
    return values.located(
        node,
        () ->
            new CertificateExpectation(
                days == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(values.number(days, "days-left", MAX_DAYS)),
                values.texts(parts.get("names"), "names"),
                issuer == null
                    ? Optional.empty()
                    : Optional.of(nodes.value(issuer, "issuer", false)),
                trusted == null
                    ? Optional.empty()
                    : Optional.of(values.flag(trusted, "trusted", true))));
  }
}
