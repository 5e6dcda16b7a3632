package io.portprobe.protocols.msrpc;

import io.portprobe.spi.Finding;
import java.util.List;

/**
 * The endpoint map of a server: every registered interface with every way to reach it. Immutable
 * and thread-safe. Implemented by portprobe only.
 */
public interface EndpointMap extends Finding {
  /**
   * Returns the entries in the server's order, duplicates included.
   *
   * @return an unmodifiable list, possibly empty
   */
  List<MappedEndpoint> endpoints();

  /**
   * Returns whether the server reported the end of the list.
   *
   * @return false if entries may be missing; see {@link #note()}
   */
  boolean complete();

  /**
   * Returns why the map is incomplete.
   *
   * @return a human-readable clause; empty if the map is complete
   */
  String note();

  /**
   * Returns the map as PortQry prints it: for each entry its UUID and annotation, its string
   * binding with doubled backslashes, and an empty line; then the total. The last line of an
   * incomplete map is the reason.
   *
   * @return the lines, some of them empty
   */
  @Override
  List<String> lines();
}
