package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.internal.netbios.NodeStatusData.Entry;
import io.portprobe.protocols.internal.netbios.SuffixTable.Kind;
import io.portprobe.protocols.internal.netbios.SuffixTable.Row;
import io.portprobe.protocols.netbios.NodeName;
import io.portprobe.protocols.netbios.NodeName.NodeType;
import io.portprobe.protocols.netbios.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A decoder of node status responses. The table of suffixes gives the meaning of the names. */
final class NodeStatusReader {
  private static final int GROUP = 0x8000;
  private static final int DEREGISTERING = 0x1000;
  private static final int CONFLICT = 0x0800;
  private static final int ACTIVE = 0x0400;
  private static final int PERMANENT = 0x0200;
  private static final int WORKSTATION = 0x00;

  /** In the order of their codes. */
  private static final List<NodeType> NODE_TYPES =
      List.of(NodeType.B, NodeType.P, NodeType.M, NodeType.H);

  private final SuffixTable table;

  NodeStatusReader(SuffixTable table) {
    this.table = table;
  }

  NodeStatus read(NameServiceResponse response) throws UnrelatedDatagramException {
    NodeStatusData data = data(response);
    Set<String> computers =
        data.entries().stream()
            .filter(entry -> is(entry, Kind.COMPUTER, Set.of()))
            .map(Entry::name)
            .collect(Collectors.toSet());
    List<NodeName> names = new ArrayList<>();
    data.entries().forEach(entry -> names.add(name(entry, computers)));
    return new DefaultNodeStatus(
        names,
        first(data, Kind.COMPUTER),
        first(data, Kind.GROUP),
        first(data, Kind.DOMAIN),
        data.unitId(),
        data.statistics(),
        data.notes());
  }

  private static NodeStatusData data(NameServiceResponse response)
      throws UnrelatedDatagramException {
    Optional<String> error = response.error();
    if (error.isPresent()) {
      return NodeStatusData.ofNegativeResponse("the response is negative: " + error.get());
    }
    NameServiceResponse.ResourceRecord status =
        response
            .firstRecord(NameServiceRequest.NBSTAT)
            .orElseThrow(
                () ->
                    new UnrelatedDatagramException(
                        "node status records: 0 of "
                            + response.records().size()
                            + " (expected: 1)"));
    return NodeStatusData.read(status.data(), status.announced(), response.truncated());
  }

  /** Returns the node type in the flags of a name. */
  static NodeType nodeType(int flags) {
    return NODE_TYPES.get((flags >> 13) & 0x03);
  }

  private NodeName name(Entry entry, Set<String> computers) {
    int flags = entry.flags();
    return new DefaultNodeName(
        entry.name(),
        entry.suffix(),
        isGroup(entry),
        nodeType(flags),
        (flags & ACTIVE) != 0,
        (flags & CONFLICT) != 0,
        (flags & DEREGISTERING) != 0,
        (flags & PERMANENT) != 0,
        find(entry, computers).map(Row::meaning));
  }

  /** Returns the first name of a kind; names with suffix 00 have precedence. */
  private Optional<String> first(NodeStatusData data, Kind kind) {
    List<Entry> fitting =
        data.entries().stream().filter(entry -> is(entry, kind, Set.of())).toList();
    return fitting.stream()
        .filter(entry -> entry.suffix() == WORKSTATION)
        .findFirst()
        .or(() -> fitting.stream().findFirst())
        .map(Entry::name);
  }

  private boolean is(Entry entry, Kind kind, Set<String> computers) {
    return find(entry, computers).filter(row -> row.kind() == kind).isPresent();
  }

  private Optional<Row> find(Entry entry, Set<String> computers) {
    return table.find(entry.name(), entry.suffix(), isGroup(entry), computers);
  }

  private static boolean isGroup(Entry entry) {
    return (entry.flags() & GROUP) != 0;
  }
}
