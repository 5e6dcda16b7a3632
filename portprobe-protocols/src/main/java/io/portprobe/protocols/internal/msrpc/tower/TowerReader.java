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
    ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 2) {
      return new DefaultTower(List.of(), 0, hex(octets, 0, octets.length));
    }
    int announced = in.getShort() & 0xffff;
    List<TowerFloor> floors = new ArrayList<>();
    while (floors.size() < announced && hasFloor(in)) {
      int start = in.position();
      TowerFloor floor = floor(octets, in);
      floors.add(known.computeIfAbsent(hex(octets, start, in.position() - start), key -> floor));
    }
    return new DefaultTower(floors, announced, hex(octets, in.position(), in.remaining()));
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

  private static TowerFloor floor(byte[] octets, ByteBuffer in) {
    int lhs = in.getShort() & 0xffff;
    int left = in.position();
    in.position(left + lhs);
    int rhs = in.getShort() & 0xffff;
    int right = in.position();
    in.position(right + rhs);
    int protocol = lhs == 0 ? -1 : octets[left] & 0xff;
    String more = lhs == 0 ? "" : hex(octets, left + 1, lhs - 1);
    return new DefaultTowerFloor(protocol, more, hex(octets, right, rhs));
  }

  private static String hex(byte[] octets, int from, int length) {
    return HexFormat.of().formatHex(octets, from, from + length);
  }
}
