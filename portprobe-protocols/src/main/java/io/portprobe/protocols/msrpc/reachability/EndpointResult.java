package io.portprobe.protocols.msrpc.reachability;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import java.util.List;
import java.util.Optional;

/**
 * The result for one TCP or UDP port of an endpoint map. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface EndpointResult {
  /**
   * Returns the probed port.
   *
   * @return transport, host and port
   */
  Endpoint endpoint();

  /**
   * Returns the entries registered on the port.
   *
   * @return an unmodifiable list of at least one entry, in the order of the map
   */
  List<MappedEndpoint> entries();

  /**
   * Returns the report of the probe.
   *
   * @return empty if the port was not probed, or the probe failed
   */
  Optional<ProbeReport> report();

  /**
   * Returns why the port was not probed: it is on another host, which {@link
   * EndpointReachability#anyHost} would permit, the target policy denies it, or name resolution or
   * this host failed.
   *
   * @return empty if there is a report, or there was no time for the probe
   */
  Optional<ProbeException> failure();

  /**
   * Returns the state of the port.
   *
   * @return empty if there is no report
   */
  Optional<PortState> state();

  /**
   * Returns whether the port listens and can be reached from this host.
   *
   * @return true only for {@link PortState#LISTENING}
   */
  boolean isReachable();

  /**
   * Returns the result as text.
   *
   * @return one line, for example {@code "tcp://dc01:49664 FILTERED (timed out): drsuapi 4.0"}
   */
  @Override
  String toString();
}
