package io.portprobe.scan;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.spi.Finding;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a scan learned about one port of one host: either a {@link #state()} with its reason, or a
 * {@link #failure()} that kept the port from being asked.
 */
public interface ScanResult {
  /**
   * The transport.
   *
   * @return TCP or UDP
   */
  Transport transport();

  /**
   * The host: a name as it was given, or an address.
   *
   * @return see {@link Endpoint}; as it was given, where it is no host at all
   */
  String host();

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  int port();

  /**
   * The endpoint that was asked about.
   *
   * @return transport, host and port
   * @throws IllegalArgumentException if the host is no host
   */
  Endpoint endpoint();

  /**
   * The address and port that were asked.
   *
   * @return empty if the name has no address
   */
  Optional<InetSocketAddress> remote();

  /**
   * The state of the port.
   *
   * @return empty if it was not asked
   */
  Optional<PortState> state();

  /**
   * The ground for the state.
   *
   * @return empty if it was not asked
   */
  Optional<Reason> reason();

  /**
   * What kept the port from being asked: a {@link io.portprobe.ProbeException}, or an {@link
   * IllegalArgumentException} if the host is none.
   *
   * @return empty if there is a state
   */
  Optional<RuntimeException> failure();

  /**
   * What was seen, in words, and where it may mislead.
   *
   * @return for example {@code "ECONNREFUSED: a reset, or an ICMP port unreachable, ..."}
   */
  String evidence();

  /**
   * From the last question to its answer, or how long an answer was waited for.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * How often the port was asked.
   *
   * @return 0 if it was not
   */
  int sends();

  /**
   * The report of the dialogue, in a scan with {@link Scan#protocols()}.
   *
   * @return empty if none was held
   */
  Optional<ProbeReport> report();

  /**
   * What protocols found.
   *
   * @return the findings of the report; empty without one
   */
  default List<Finding> findings() {
    return report().map(ProbeReport::findings).orElse(List.of());
  }
}
