package io.portprobe.protocols.internal.msrpc.tower;

import io.portprobe.protocols.msrpc.Tower;
import io.portprobe.protocols.msrpc.TowerFloor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A decoder of towers (C706 appendix L): a floor count, then for each floor the length of its
 * left-hand side, that side, the length of its right-hand side, that side; always little-endian.
 * Never fails: octets that are not a floor are kept as the rest.
 */
public final class TowerReader {
  /**
   * One object for equal floors, because servers send most floors many times. The keys are strings
   * of hex, because a map of comparable keys stays fast if a peer chooses collisions.
   */
  private final Map<String, TowerFloor> known = new HashMap<>();

  public Tower read(byte[] octets) {
    String hex = HexFormat.of().formatHex(octets);
    ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 2) {
      return new DefaultTower(List.of(), 0, hex);
    }
    int announced = in.getShort() & 0xffff;
    List<TowerFloor> floors = new ArrayList<>();
    while (floors.size() < announced && hasFloor(in)) {
      int start = in.position();
      skip(in); // the left-hand side
      int middle = in.position();
      skip(in); // the right-hand side
      int end = in.position();
      String key = hex.substring(2 * start, 2 * end);
      TowerFloor floor = known.get(key);
      if (floor == null) {
        floor = floor(key, 2 * (middle - start));
        known.put(key, floor);
      }
      floors.add(floor);
    }
    return new DefaultTower(floors, announced, hex.substring(2 * in.position()));
  }

  /** Returns whether both sides of a floor fit into the remaining octets. */
  private static boolean hasFloor(ByteBuffer in) {
    int left = in.remaining();
    if (left < 4) {
      return false;
    }
    int lhs = in.getShort(in.position()) & 0xffff;
    if (lhs + 4 > left) {
      return false;
    }
    int rhs = in.getShort(in.position() + 2 + lhs) & 0xffff;
    return lhs + rhs + 4 <= left;
  }

  /** Skips one side of a floor: its length and that many octets. */
  private static void skip(ByteBuffer in) {
    int length = in.getShort() & 0xffff;
    in.position(in.position() + length);
  }

  /**
   * Decodes a floor.
   *
   * @param hex both sides with their lengths
   * @param middle where the right-hand side begins
   */
  private static TowerFloor floor(String hex, int middle) {
    String lhs = hex.substring(2 * Short.BYTES, middle);
    String rhs = hex.substring(middle + 2 * Short.BYTES);
    return lhs.isEmpty()
        ? new DefaultTowerFloor(-1, "", rhs)
        : new DefaultTowerFloor(HexFormat.fromHexDigits(lhs, 0, 2), lhs.substring(2), rhs);
  }
}
