package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.TowerFloor;
import io.portprobe.text.SafeText;
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
    requireHex("lhs", lhs);
    requireHex("rhs", rhs);
  }

  private static void requireHex(String side, String octets) {
    Objects.requireNonNull(octets, side);
    if (octets.length() % 2 != 0 || !isHex(octets)) {
      throw new IllegalArgumentException(
          side + ": " + SafeText.quote(octets) + " (expected: two hexadecimal digits per octet)");
    }
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return FloorText.of(this);
  }
}
