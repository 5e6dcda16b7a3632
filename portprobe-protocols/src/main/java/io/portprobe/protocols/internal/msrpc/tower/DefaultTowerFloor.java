package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.TowerFloor;
import java.util.HexFormat;
import java.util.Objects;

/** The implementation of {@link TowerFloor}. */
public record DefaultTowerFloor(int protocol, String lhs, String rhs) implements TowerFloor {
  /**
   * Checks the components.
   *
   * @throws IllegalArgumentException if the identifier is out of range, or a side is not hex
   */
  public DefaultTowerFloor {
    if (protocol < -1 || protocol > 255) {
      throw new IllegalArgumentException("protocol: " + protocol + " (expected: -1-255)");
    }
    HexFormat.of().parseHex(Objects.requireNonNull(lhs, "lhs"));
    HexFormat.of().parseHex(Objects.requireNonNull(rhs, "rhs"));
  }

  @Override
  public String toString() {
    return FloorText.of(this);
  }
}
