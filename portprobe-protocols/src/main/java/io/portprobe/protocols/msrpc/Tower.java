package io.portprobe.protocols.msrpc;

import java.util.List;
import java.util.Objects;

/**
 * How an interface is reached, as the server registered it (C706 appendix L): floor 1 the
 * interface, floor 2 the data representation, floor 3 the RPC protocol, then ports and addresses.
 * Floors of unknown protocols are kept as they are.
 *
 * @param floors from the top down
 * @param announced how many floors the tower says it has, 0 to 65535; more than there are if it
 *     ends early
 * @param rest what follows the last whole floor, in lower-case hex; empty for a sound tower
 */
public record Tower(List<TowerFloor> floors, int announced, String rest) {
  /** Copies the list and checks that nothing is null. */
  public Tower {
    floors = List.copyOf(floors);
    Objects.requireNonNull(rest, "rest");
  }
}
