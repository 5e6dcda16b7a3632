package io.portprobe.protocols.msrpc;

import java.util.List;

/**
 * A protocol tower, the registered way to reach an interface (C706 appendix L): floor 1 is the
 * interface, floor 2 the data representation, floor 3 the RPC protocol, then ports and addresses.
 * Floors of unknown protocols are kept undecoded. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface Tower {
  /**
   * Returns the floors from the top down.
   *
   * @return an unmodifiable list
   */
  List<TowerFloor> floors();

  /**
   * Returns the number of floors in the header of the tower.
   *
   * @return 0 to 65535; more than there are floors if the tower ends early
   */
  int announced();

  /**
   * Returns the octets after the last whole floor.
   *
   * @return lower-case hex; empty for a well-formed tower
   */
  String rest();
}
