package io.portprobe.protocols.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.FloorText;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One floor of a {@link Tower} (C706 appendix L): a protocol on the left-hand side, and what
 * belongs to it, a port or an address say, on the right-hand side.
 *
 * @param protocol the protocol identifier, 0 to 255 (C706 appendix I); -1 if the left-hand side is
 *     empty
 * @param lhs what follows the identifier on the left-hand side, in lower-case hex; mostly empty
 * @param rhs the right-hand side, in lower-case hex
 */
public record TowerFloor(int protocol, String lhs, String rhs) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the identifier is out of range, or a side is not hex
   */
  public TowerFloor {
    if (protocol < -1 || protocol > 255) {
      throw new IllegalArgumentException("protocol: " + protocol + " (expected: -1-255)");
    }
    HexFormat.of().parseHex(Objects.requireNonNull(lhs, "lhs"));
    HexFormat.of().parseHex(Objects.requireNonNull(rhs, "rhs"));
  }

  /** The octets of the right-hand side. */
  public byte[] rhsOctets() {
    return HexFormat.of().parseHex(rhs);
  }

  /** The octets that follow the identifier. */
  public byte[] lhsOctets() {
    return HexFormat.of().parseHex(lhs);
  }

  /**
   * The floor for people: the protocol by name if it has one, and its address in its usual form,
   * both sides in hex otherwise.
   *
   * @return one line, for example {@code "TCP 49664"} or {@code "0x2a c0ffee"}
   */
  @Override
  public String toString() {
    return FloorText.of(this);
  }
}
