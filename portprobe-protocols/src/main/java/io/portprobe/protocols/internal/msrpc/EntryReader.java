package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.InterfaceNames;
import io.portprobe.protocols.internal.msrpc.tower.ProtocolSequenceLayout;
import io.portprobe.protocols.internal.msrpc.tower.SyntaxFloor;
import io.portprobe.protocols.internal.msrpc.tower.TowerReader;
import io.portprobe.protocols.internal.msrpc.wire.RpcText;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.Tower;
import io.portprobe.protocols.msrpc.TowerFloor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes endpoints of entries: reads the tower, names the interface, writes the string binding. */
final class EntryReader {
  private static final UUID NIL = new UUID(0, 0);
  private static final SyntaxFloor NO_INTERFACE = new SyntaxFloor(NIL, 0, 0);

  private static final int MAX_TEXT = 256;

  private final TowerReader towers = new TowerReader();
  private final String asked;

  /**
   * Reads entries of one server.
   *
   * @param asked the host as the caller named it
   */
  EntryReader(String asked) {
    this.asked = asked;
  }

  MappedEndpoint read(MapperReply.Entry entry) {
    Tower tower = towers.read(entry.tower());
    List<TowerFloor> floors = tower.floors();
    SyntaxFloor syntax =
        !floors.isEmpty() && SyntaxFloor.matches(floors.get(0))
            ? SyntaxFloor.of(floors.get(0))
            : NO_INTERFACE;
    Optional<ProtocolSequenceLayout> kind = floors.size() < 4 ? Optional.empty() : kind(floors);
    List<TowerFloor> below = floors.subList(Math.min(3, floors.size()), floors.size());
    return new MappedEndpoint(
        syntax.id(),
        syntax.major(),
        syntax.minor(),
        InterfaceNames.of(syntax.id()),
        Optional.of(entry.object()).filter(object -> !object.equals(NIL)),
        RpcText.readable(entry.annotation()),
        kind.map(ProtocolSequenceLayout::sequence),
        kind.map(k -> k.isLocal() ? "" : k.hostOf(below).map(EntryReader::cut).orElse(asked))
            .orElse(""),
        cut(kind.map(k -> k.endpointOf(below)).orElseGet(() -> describe(tower))),
        tower);
  }

  /** Nobody reads more in a line, and the tower has it all. */
  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  private static Optional<ProtocolSequenceLayout> kind(List<TowerFloor> floors) {
    return ProtocolSequenceLayout.find(floors.get(2).protocol(), floors.subList(3, floors.size()));
  }

  /** All but the interface and its data representation, if the tower begins with them. */
  private static String describe(Tower tower) {
    List<TowerFloor> floors = tower.floors();
    int from = 0;
    while (from < Math.min(2, floors.size()) && SyntaxFloor.matches(floors.get(from))) {
      from++;
    }
    String text =
        floors.subList(from, floors.size()).stream()
            .map(TowerFloor::toString)
            .collect(Collectors.joining(", "));
    if (tower.rest().isEmpty()) {
      return text;
    }
    return text.isEmpty() ? "rest 0x" + tower.rest() : text + ", rest 0x" + tower.rest();
  }
}
