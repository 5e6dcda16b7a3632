package io.portprobe.protocols.msrpc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes endpoints of entries: reads the tower, names the interface, writes the string binding. */
final class EntryReader {
  private static final UUID NIL = new UUID(0, 0);
  private static final InterfaceFloor NO_INTERFACE = new InterfaceFloor(NIL, 0, 0);

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

  MappedEndpoint read(LookupReply.Entry entry) {
    Tower tower = towers.read(entry.tower());
    List<Floor> floors = tower.floors();
    InterfaceFloor syntax =
        !floors.isEmpty() && InterfaceFloor.fits(floors.get(0))
            ? InterfaceFloor.of(floors.get(0))
            : NO_INTERFACE;
    Optional<BindingKind> kind = floors.size() < 4 ? Optional.empty() : kind(floors);
    List<Floor> below = floors.subList(Math.min(3, floors.size()), floors.size());
    return new MappedEndpoint(
        syntax.id(),
        syntax.major(),
        syntax.minor(),
        InterfaceNames.of(syntax.id()),
        Optional.of(entry.object()).filter(object -> !object.equals(NIL)),
        Text.readable(entry.annotation()),
        kind.map(BindingKind::sequence),
        kind.map(k -> k.isLocal() ? "" : k.hostOf(below).map(EntryReader::cut).orElse(asked))
            .orElse(""),
        cut(kind.map(k -> k.endpointOf(below)).orElseGet(() -> describe(tower))),
        tower);
  }

  /** Nobody reads more in a line, and the tower has it all. */
  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }

  private static Optional<BindingKind> kind(List<Floor> floors) {
    return BindingKind.of(floors.get(2).protocol(), floors.subList(3, floors.size()));
  }

  /** All but the interface and its data representation, if the tower begins with them. */
  private static String describe(Tower tower) {
    List<Floor> floors = tower.floors();
    int from = 0;
    while (from < Math.min(2, floors.size()) && InterfaceFloor.fits(floors.get(from))) {
      from++;
    }
    String text =
        floors.subList(from, floors.size()).stream()
            .map(Floor::toString)
            .collect(Collectors.joining(", "));
    if (tower.rest().isEmpty()) {
      return text;
    }
    return text.isEmpty() ? "rest 0x" + tower.rest() : text + ", rest 0x" + tower.rest();
  }
}
