package io.portprobe.protocols.msrpc;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * One entry of an endpoint map: an interface, and one way to reach it. All text is free of line
 * breaks and control characters.
 *
 * @param interfaceId the UUID of the interface; the nil UUID if the tower does not begin with one
 * @param majorVersion of the interface, 0 to 65535
 * @param minorVersion of the interface, 0 to 65535
 * @param interfaceName its usual short name, for example {@code "samr"}; empty if it has none
 * @param objectId the object it was registered for; empty for the nil UUID, which is the rule
 * @param annotation what the server says of it, perhaps empty
 * @param protocolSequence for example {@code "ncacn_ip_tcp"}; empty if the tower is none that is
 *     known
 * @param host whom to connect to: what the tower names, else the host that was asked; empty for
 *     what does not leave its machine, and for unknown towers
 * @param endpoint port, pipe or name there; for unknown towers their floors in words. Like the
 *     host, cut after 256 characters; the tower has it all
 * @param tower what all of this was read from
 */
public record MappedEndpoint(
    UUID interfaceId,
    int majorVersion,
    int minorVersion,
    Optional<String> interfaceName,
    Optional<UUID> objectId,
    String annotation,
    Optional<String> protocolSequence,
    String host,
    String endpoint,
    Tower tower) {
  private static final Set<String> WITH_PORT = Set.of("ncacn_ip_tcp", "ncadg_ip_udp", "ncacn_http");

  /** Checks that nothing is null. */
  public MappedEndpoint {
    Objects.requireNonNull(interfaceId, "interfaceId");
    Objects.requireNonNull(interfaceName, "interfaceName");
    Objects.requireNonNull(objectId, "objectId");
    Objects.requireNonNull(annotation, "annotation");
    Objects.requireNonNull(protocolSequence, "protocolSequence");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(tower, "tower");
  }

  /**
   * The version as it is usually written.
   *
   * @return for example {@code "3.0"}
   */
  public String version() {
    return majorVersion + "." + minorVersion;
  }

  /**
   * The string binding (C706 section 3.1), without object and options, nothing escaped.
   *
   * @return for example {@code "ncacn_np:\\SERVER[\PIPE\lsass]"}; {@code "unknown[...]"} with the
   *     floors in words for a tower that is not known
   */
  public String stringBinding() {
    return protocolSequence.map(sequence -> sequence + ":" + host).orElse("unknown")
        + "["
        + endpoint
        + "]";
  }

  /**
   * The TCP or UDP port.
   *
   * @return 1 to 65535; empty if this endpoint is none of {@code ncacn_ip_tcp}, {@code
   *     ncadg_ip_udp} and {@code ncacn_http}, or has no such port
   */
  public OptionalInt port() {
    boolean number = endpoint.length() <= 5 && endpoint.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || endpoint.isEmpty() || protocolSequence.filter(WITH_PORT::contains).isEmpty()) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(endpoint);
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
