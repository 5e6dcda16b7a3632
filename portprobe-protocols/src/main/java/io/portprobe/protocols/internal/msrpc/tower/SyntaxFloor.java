package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.TowerFloor;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A floor with a syntax identifier: an interface or a data representation (C706 appendix L, floors
 * 1 and 2).
 *
 * @param id the UUID
 * @param major the major version, from the left-hand side
 * @param minor the minor version, from the right-hand side
 */
public record SyntaxFloor(UUID id, int major, int minor) {
  private static final int LHS = 18;

  public static boolean matches(TowerFloor floor) {
    return floor.protocol() == ProtocolIds.UUID
        && floor.lhs().length() == 2 * LHS
        && (floor.rhs().length() == 4 || floor.rhs().isEmpty());
  }

  public static SyntaxFloor of(TowerFloor floor) {
    byte[] lhs = HexFormat.of().parseHex(floor.lhs());
    byte[] rhs = HexFormat.of().parseHex(floor.rhs());
    long high = (long) little(lhs, 0, 4) << 32 | (long) little(lhs, 4, 2) << 16 | little(lhs, 6, 2);
    long low = 0;
    for (int i = 8; i < 16; i++) {
      low = (low << 8) | (lhs[i] & 0xff);
    }
    int minor = rhs.length == 0 ? 0 : little(rhs, 0, 2);
    return new SyntaxFloor(new UUID(high, low), little(lhs, 16, 2), minor);
  }

  String version() {
    return major + "." + minor;
  }

  private static int little(byte[] octets, int from, int size) {
    int value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = (value << 8) | (octets[from + i] & 0xff);
    }
    return value;
  }
}
