package io.portprobe.protocols.msrpc;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * An entry of an endpoint map: an interface and one way to reach it. All text is free of line
 * breaks and control characters. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface MappedEndpoint {
  /**
   * Returns the UUID of the interface.
   *
   * @return the UUID; the nil UUID if the tower does not begin with an interface
   */
  UUID interfaceId();

  /**
   * Returns the major version of the interface.
   *
   * @return 0 to 65535
   */
  int majorVersion();

  /**
   * Returns the minor version of the interface.
   *
   * @return 0 to 65535
   */
  int minorVersion();

  /**
   * Returns the version of the interface as text.
   *
   * @return major and minor version, for example {@code "3.0"}
   */
  String version();

  /**
   * Returns the usual short name of the interface.
   *
   * @return for example {@code "samr"}; empty if the interface is not a well-known one
   */
  Optional<String> interfaceName();

  /**
   * Returns the object the interface is registered for.
   *
   * @return the object UUID; empty for the nil UUID, which most entries have
   */
  Optional<UUID> objectId();

  /**
   * Returns the annotation that the server registered.
   *
   * @return one line, possibly empty
   */
  String annotation();

  /**
   * Returns the protocol sequence (C706 appendix B, MS-RPCE 2.1).
   *
   * @return for example {@code "ncacn_ip_tcp"}; empty if the tower has no known protocol sequence
   */
  Optional<String> protocolSequence();

  /**
   * Returns the host to connect to.
   *
   * @return the host in the tower, or else the probed host, cut after 256 characters; empty for
   *     local protocol sequences and for unknown towers
   */
  String host();

  /**
   * Returns the port, pipe or name on the host.
   *
   * @return the endpoint, cut after 256 characters; for unknown towers a description of their
   *     floors
   */
  String endpoint();

  /**
   * Returns the tower that this entry was decoded from.
   *
   * @return the whole tower, nothing cut
   */
  Tower tower();

  /**
   * Returns the string binding (C706 section 3.1), without object and options, nothing escaped.
   *
   * @return for example {@code "ncacn_np:\\SERVER[\PIPE\lsass]"}; {@code "unknown[...]"} with a
   *     description of the floors for an unknown tower
   */
  String stringBinding();

  /**
   * Returns the TCP or UDP port.
   *
   * @return 1 to 65535; empty if the protocol sequence is none of {@code ncacn_ip_tcp}, {@code
   *     ncadg_ip_udp} and {@code ncacn_http}, or the endpoint is not a port number
   */
  OptionalInt port();
}
