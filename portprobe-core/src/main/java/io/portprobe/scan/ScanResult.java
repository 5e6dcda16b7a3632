package io.portprobe.scan;

import io.portprobe.Endpoint;
import io.portprobe.JsonResult;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.internal.json.ResultTrees;
import io.portprobe.spi.Finding;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of one port of one host in a scan: a {@link #state()} with its reason, or a {@link
 * #failure()} because the port could not be probed. Immutable and thread-safe. A later version may
 * add methods.
 */
public interface ScanResult extends JsonResult {
  /**
   * Returns the transport.
   *
   * @return TCP or UDP
   */
  Transport transport();

  /**
   * Returns the host as it was given.
   *
   * @return a name or an address, see {@link Endpoint}; any text if the host is invalid
   */
  String host();

  /**
   * Returns the port.
   *
   * @return 1 to 65535
   */
  int port();

  /**
   * Returns the endpoint that was probed.
   *
   * @return transport, host and port
   * @throws IllegalArgumentException if the host is invalid
   */
  Endpoint endpoint();

  /**
   * Returns the address and port that were probed.
   *
   * @return empty if the host is invalid or was not resolved
   */
  Optional<InetSocketAddress> remote();

  /**
   * Returns the state of the port.
   *
   * @return empty if the port was not probed
   */
  Optional<PortState> state();

  /**
   * Returns the reason for the state.
   *
   * @return empty if the port was not probed
   */
  Optional<Reason> reason();

  /**
   * Returns why the port was not probed: a {@link io.portprobe.ProbeException}, or an {@link
   * IllegalArgumentException} if the host is invalid.
   *
   * @return empty if there is a state
   */
  Optional<RuntimeException> failure();

  /**
   * Returns details of the reason for a human reader, including what else the reply can mean.
   * Without a state, returns the message of the {@link #failure()}.
   *
   * @return for example {@code "ECONNREFUSED: ..."}; the wording may change
   */
  String evidence();

  /**
   * Returns the time from the last probe to the reply, or how long the scan waited for a reply.
   *
   * @return not negative; zero without a state
   */
  Duration elapsed();

  /**
   * Returns how often the port was probed, retries included. A probe that failed on this host
   * counts.
   *
   * @return at least 1 if there is a state; at least 0 otherwise
   */
  int sends();

  /**
   * Returns the report of the dialogue, in a scan with {@link Scan#protocols()} or {@link
   * Scan#identify()}.
   *
   * @return empty if no protocol was spoken
   */
  Optional<ProbeReport> report();

  /**
   * Returns what the port serves, in a scan with {@link Scan#identify()}.
   *
   * @return empty unless the port is listening and the identification was carried out
   */
  default Optional<ServiceIdentity> identity() {
    return report().flatMap(report -> report.finding(ServiceIdentity.class));
  }

  /**
   * Returns the findings of the report.
   *
   * @return empty without a report
   */
  default List<Finding> findings() {
    return report().map(ProbeReport::findings).orElse(List.of());
  }

  @Override
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.of(this);
  }
}
