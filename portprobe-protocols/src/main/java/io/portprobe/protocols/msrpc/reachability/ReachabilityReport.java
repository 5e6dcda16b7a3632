package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.ProbeReport;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.util.List;
import java.util.Optional;

/**
 * The result of an {@link EndpointReachability} check: the registered interfaces, and which of
 * their ports can be reached from this host. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface ReachabilityReport {
  /**
   * Returns the report of the probe of the endpoint mapper.
   *
   * @return the report
   */
  ProbeReport mapper();

  /**
   * Returns the map that the endpoint mapper sent.
   *
   * @return empty if no map was received; {@link #mapper()} has the reason
   */
  Optional<EndpointMap> map();

  /**
   * Returns the result of each port in the map.
   *
   * @return an unmodifiable list, each port once, in the order of the map
   */
  List<EndpointResult> endpoints();

  /**
   * Returns how many ports of the map were not probed because of {@link
   * EndpointReachability#maxPorts}.
   *
   * @return 0 or more
   */
  int omitted();

  /**
   * Returns the entries that can be reached.
   *
   * @return the entries of ports that listen, in the order of {@link #endpoints()}
   */
  List<MappedEndpoint> reachable();

  /**
   * Returns the entries that are registered, but not known to be reachable.
   *
   * @return the entries of ports that do not listen, are filtered, may be filtered, or were not
   *     probed
   */
  List<MappedEndpoint> unreachable();

  /**
   * Returns whether at least one port of the map is filtered, which is a sign of a packet filter
   * that passes the endpoint mapper and drops the dynamic port range.
   *
   * @return true if a port is filtered
   */
  boolean isFiltered();

  /**
   * Returns the report as text.
   *
   * @return one line for each port, then a summary
   */
  List<String> lines();
}
