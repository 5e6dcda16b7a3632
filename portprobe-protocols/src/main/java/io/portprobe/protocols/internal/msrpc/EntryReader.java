package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.DefaultTower;
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

/**
 * A reader of endpoint map entries: decodes the tower, finds the name of the interface and the
 * parts of the string binding.
 */
final class EntryReader {
  private static final UUID NIL = new UUID(0, 0);
  private static final SyntaxFloor NO_INTERFACE = new SyntaxFloor(NIL, 0, 0);

  private static final int MAX_TEXT = 256;

  private final TowerReader towers = new TowerReader();
  private final String probedHost;

  /**
   * Creates a reader for the entries of one server.
   *
   * @param probedHost the host as the caller named it, for towers without a host
   */
  EntryReader(String probedHost) {
    this.probedHost = probedHost;
  }

  MappedEndpoint read(MapperReply.Entry entry) {
    Tower tower = towers.read(entry.tower());
    List<TowerFloor> floors = tower.floors();
    SyntaxFloor syntax =
        !floors.isEmpty() && SyntaxFloor.matches(floors.get(0))
            ? SyntaxFloor.of(floors.get(0))
            : NO_INTERFACE;
    Optional<ProtocolSequenceLayout> layout = layout(floors);
    List<TowerFloor> below = floors.subList(Math.min(3, floors.size()), floors.size());
    return new DefaultMappedEndpoint(
        syntax.id(),
        syntax.major(),
        syntax.minor(),
        InterfaceNames.of(syntax.id()),
        entry.object().equals(NIL) ? Optional.empty() : Optional.of(entry.object()),
        RpcText.readable(entry.annotation()),
        layout.map(ProtocolSequenceLayout::sequence),
        layout.isPresent() ? host(layout.get(), below) : "",
        cut(layout.isPresent() ? layout.get().endpointOf(below) : describe(tower)),
        tower);
  }

  private String host(ProtocolSequenceLayout layout, List<TowerFloor> below) {
    return layout.isLocal() ? "" : layout.hostOf(below).map(EntryReader::cut).orElse(probedHost);
  }

  /** Limits the length of a line; the tower has the whole text. */
  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  private static Optional<ProtocolSequenceLayout> layout(List<TowerFloor> floors) {
    return floors.size() < 4
        ? Optional.empty()
        : ProtocolSequenceLayout.find(floors.get(2).protocol(), floors.subList(3, floors.size()));
  }

  /** Describes all floors except interface and data representation, if the tower has these. */
  private static String describe(Tower tower) {
    List<TowerFloor> floors = tower.floors();
    int from = 0;
    while (from < Math.min(2, floors.size()) && SyntaxFloor.matches(floors.get(from))) {
      from++;
    }
    return new DefaultTower(floors.subList(from, floors.size()), 0, tower.rest()).toString();
  }
}
