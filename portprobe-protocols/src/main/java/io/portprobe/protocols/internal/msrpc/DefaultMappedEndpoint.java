package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.protocols.msrpc.Tower;
import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** The implementation of {@link MappedEndpoint}. */
public record DefaultMappedEndpoint(
    UUID interfaceId,
    int majorVersion,
    int minorVersion,
    Optional<String> interfaceName,
    Optional<UUID> objectId,
    String annotation,
    Optional<String> protocolSequence,
    String host,
    String endpoint,
    Tower tower)
    implements MappedEndpoint {
  private static final Set<String> WITH_PORT = Set.of("ncacn_ip_tcp", "ncadg_ip_udp", "ncacn_http");

  /** Checks that nothing is null. */
  public DefaultMappedEndpoint {
    Objects.requireNonNull(interfaceId, "interfaceId");
    Objects.requireNonNull(interfaceName, "interfaceName");
    Objects.requireNonNull(objectId, "objectId");
    Objects.requireNonNull(annotation, "annotation");
    Objects.requireNonNull(protocolSequence, "protocolSequence");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(tower, "tower");
  }

  @Override
  public String version() {
    return majorVersion + "." + minorVersion;
  }

  @Override
  public String stringBinding() {
    String start = protocolSequence.isPresent() ? protocolSequence.get() + ":" + host : "unknown";
    return start + "[" + endpoint + "]";
  }

  @Override
  public OptionalInt port() {
    boolean number = endpoint.length() <= 5 && endpoint.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number || endpoint.isEmpty() || protocolSequence.filter(WITH_PORT::contains).isEmpty()) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(endpoint);
    return port >= 1 && port <= 65_535 ? OptionalInt.of(port) : OptionalInt.empty();
  }

  /** Returns interface, version and string binding, as in {@code "samr 1.0 ncacn_ip_tcp:h[1]"}. */
  @Override
  public String toString() {
    return SafeText.line(
        interfaceName.orElseGet(interfaceId::toString) + " " + version() + " " + stringBinding());
  }
}
