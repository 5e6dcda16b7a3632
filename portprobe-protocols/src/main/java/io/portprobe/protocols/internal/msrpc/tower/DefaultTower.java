package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.Tower;
import io.portprobe.protocols.msrpc.TowerFloor;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The implementation of {@link Tower}. */
public record DefaultTower(List<TowerFloor> floors, int announced, String rest) implements Tower {
  /** Copies the list and checks that nothing is null. */
  public DefaultTower {
    floors = List.copyOf(floors);
    Objects.requireNonNull(rest, "rest");
  }

  /** Returns the floors from the top down, and the rest in hex. */
  @Override
  public String toString() {
    String text = floors.stream().map(TowerFloor::toString).collect(Collectors.joining(", "));
    if (rest.isEmpty()) {
      return SafeText.line(text);
    }
    return SafeText.line(text.isEmpty() ? "rest 0x" + rest : text + ", rest 0x" + rest);
  }
}
