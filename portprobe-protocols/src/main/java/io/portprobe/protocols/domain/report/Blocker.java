package io.portprobe.protocols.domain.report;

import io.portprobe.Endpoint;
import java.net.InetAddress;
import java.util.Optional;

/** A cause that blocks a purpose. Immutable and thread-safe. Implemented by portprobe only. */
public interface Blocker {
  /** A kind of cause. A later version may add kinds. */
  enum Kind {
    /** A port does not respond. */
    PORT,
    /** The clocks differ by more than Kerberos permits. */
    CLOCK,
    /** No name server returned the records of the domain. */
    NAME_SERVICE,
    /** The name of a controller has no address. */
    NO_ADDRESS
  }

  /**
   * Returns the kind.
   *
   * @return the kind
   */
  Kind kind();

  /**
   * Returns the controller.
   *
   * @return its host name; empty for a name server
   */
  Optional<String> controller();

  /**
   * Returns the service that does not respond.
   *
   * @return empty unless the kind is {@link Kind#PORT}
   */
  Optional<DomainService> service();

  /**
   * Returns the local address.
   *
   * @return the source of a firewall rule; empty if it is not known
   */
  Optional<InetAddress> source();

  /**
   * Returns the blocking endpoint: the transport, destination and port of a firewall rule.
   *
   * @return empty if the cause is not an endpoint
   */
  Optional<Endpoint> endpoint();

  /**
   * Returns what was seen.
   *
   * @return one line, for example {@code "timed out"}
   */
  String reason();

  /**
   * Returns a sentence for the team that has to act: for a port its source, destination, transport
   * and port, and what was seen.
   *
   * @return one line with a full stop; the wording may change
   */
  String sentence();
}
