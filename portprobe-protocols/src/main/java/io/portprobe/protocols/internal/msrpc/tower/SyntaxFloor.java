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
    String lhs = floor.lhs();
    long high = little(lhs, 0, 4) << 32 | little(lhs, 4, 2) << 16 | little(lhs, 6, 2);
    long low = HexFormat.fromHexDigitsToLong(lhs, 16, 32);
    int minor = floor.rhs().isEmpty() ? 0 : (int) little(floor.rhs(), 0, 2);
    return new SyntaxFloor(new UUID(high, low), (int) little(lhs, 16, 2), minor);
  }

  String version() {
    return major + "." + minor;
  }

  /** Returns the number of some octets in hex, the least significant octet first. */
  private static long little(String hex, int from, int size) {
    long value = HexFormat.fromHexDigitsToLong(hex, 2 * from, 2 * (from + size));
    return Long.reverseBytes(value) >>> (Long.SIZE - Byte.SIZE * size);
  }
}
