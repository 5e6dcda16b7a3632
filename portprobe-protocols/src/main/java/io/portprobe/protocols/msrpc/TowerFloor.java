package io.portprobe.protocols.msrpc;

/**
 * A floor of a {@link Tower} (C706 appendix L): a protocol identifier on the left-hand side, and
 * its data, such as a port or an address, on the right-hand side. Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface TowerFloor {
  /**
   * Returns the protocol identifier (C706 appendix I).
   *
   * @return 0 to 255; -1 if the left-hand side is empty
   */
  int protocol();

  /**
   * Returns the octets of the left-hand side after the protocol identifier.
   *
   * @return lower-case hex; empty for most protocols
   */
  String lhs();

  /**
   * Returns the octets of the right-hand side.
   *
   * @return lower-case hex, possibly empty
   */
  String rhs();

  /**
   * Returns the floor for humans: the name of the protocol and its address in the usual notation,
   * or both sides in hex if the protocol is unknown.
   *
   * @return one line, for example {@code "TCP 49664"} or {@code "0x2a c0ffee"}
   */
  @Override
  String toString();
}
