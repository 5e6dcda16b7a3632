package io.portprobe.protocols.domain.report;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The result for one service of one address. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface ServiceReport {
  /**
   * Returns the service.
   *
   * @return the service
   */
  DomainService service();

  /**
   * Returns the outcome.
   *
   * @return the outcome
   */
  ServiceOutcome outcome();

  /**
   * Returns the probed port.
   *
   * @return transport, address and port; empty if the endpoint mapper assigned no port
   */
  Optional<Endpoint> endpoint();

  /**
   * Returns the local address from which the service was probed.
   *
   * @return the address; empty if it was not probed
   */
  Optional<InetAddress> source();

  /**
   * Returns the state of the port.
   *
   * @return empty if it was not probed
   */
  Optional<PortState> state();

  /**
   * Returns why the port has this state.
   *
   * @return empty if it was not probed
   */
  Optional<Reason> reason();

  /**
   * Returns the reason of the outcome for a human reader.
   *
   * @return one line, for example {@code "timed out"} or {@code "accepted, but no response in
   *     Kerberos: ..."}
   */
  String explanation();

  /**
   * Returns what the service reported about itself.
   *
   * @return one line, for example {@code "SMB 3.1.1, signing required"}; empty without a finding
   */
  String summary();

  /**
   * Returns how far the clock of the server is ahead of the clock of this host, according to this
   * service.
   *
   * @return negative if the server's clock is slow; empty if the service has no clock
   */
  Optional<Duration> clockOffset();

  /**
   * Returns when the certificate of the service expires.
   *
   * @return the end of the first certificate; empty without TLS
   */
  Optional<Instant> certificateEnd();

  /**
   * Returns why the certificate is not trusted for the name of the controller.
   *
   * @return one line; empty if it is trusted, and without TLS
   */
  Optional<String> untrustedReason();

  /**
   * Returns how long the probe took.
   *
   * @return not negative; zero if the service was not probed
   */
  Duration elapsed();
}
