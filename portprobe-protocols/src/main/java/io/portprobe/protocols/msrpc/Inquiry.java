package io.portprobe.protocols.msrpc;

import io.portprobe.CheckReturnValue;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The call a dialogue makes; the value of {@link MsRpc#INQUIRY}.
 *
 * <p>{@link Lookup} and {@link Map} are calls to an endpoint mapper, whose finding is an {@link
 * EndpointMap}. {@link Management} is for every MS-RPC server; its finding is a {@link
 * ServerManagement}. Immutable and thread-safe.
 */
@CheckReturnValue
public sealed interface Inquiry {
  /**
   * Selects the whole map; the default.
   *
   * @return the inquiry
   */
  static Inquiry all() {
    return new Lookup(Optional.empty(), 0, 0, VersionMatch.ALL, Optional.empty());
  }

  /**
   * Selects the entries of an interface, in every version.
   *
   * @param interfaceId the UUID of the interface
   * @return the inquiry
   */
  static Inquiry ofInterface(UUID interfaceId) {
    return ofInterface(interfaceId, 0, 0, VersionMatch.ALL);
  }

  /**
   * Selects the entries of an interface.
   *
   * @param interfaceId the UUID of the interface
   * @param majorVersion 0 to 65535
   * @param minorVersion 0 to 65535
   * @param versions which versions match
   * @return the inquiry
   * @throws IllegalArgumentException if a version is out of range
   */
  static Inquiry ofInterface(
      UUID interfaceId, int majorVersion, int minorVersion, VersionMatch versions) {
    return new Lookup(
        Optional.of(interfaceId), majorVersion, minorVersion, versions, Optional.empty());
  }

  /**
   * Selects the entries that are registered for an object.
   *
   * @param objectId the UUID of the object
   * @return the inquiry
   */
  static Inquiry ofObject(UUID objectId) {
    return new Lookup(Optional.empty(), 0, 0, VersionMatch.ALL, Optional.of(objectId));
  }

  /**
   * Maps an interface to its endpoints ({@code ept_map}), as a client does before it calls the
   * interface.
   *
   * @param interfaceId the UUID of the interface
   * @param majorVersion 0 to 65535
   * @param minorVersion 0 to 65535
   * @param protocolSequence {@code ncacn_ip_tcp}, {@code ncadg_ip_udp}, {@code ncacn_np}, {@code
   *     ncacn_http} or {@code ncalrpc}
   * @return the inquiry
   * @throws IllegalArgumentException if a version is out of range, or the protocol sequence is none
   *     of these
   */
  static Inquiry map(
      UUID interfaceId, int majorVersion, int minorVersion, String protocolSequence) {
    return new Map(interfaceId, majorVersion, minorVersion, protocolSequence, Optional.empty());
  }

  /**
   * Reads the management interface, which MS-RPC servers offer on every port.
   *
   * @return the inquiry
   */
  static Inquiry management() {
    return new Management();
  }

  /**
   * An {@code ept_lookup} call. Without interface and object it selects every entry; with both, the
   * entries that match both. Other entries that a server returns are dropped.
   *
   * @param interfaceId the interface; empty for every interface
   * @param majorVersion of the interface, 0 to 65535
   * @param minorVersion of the interface, 0 to 65535
   * @param versions which versions of the interface match
   * @param objectId the object it is registered for; empty for every object
   */
  record Lookup(
      Optional<UUID> interfaceId,
      int majorVersion,
      int minorVersion,
      VersionMatch versions,
      Optional<UUID> objectId)
      implements Inquiry {
    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if a version is out of range
     */
    public Lookup {
      Objects.requireNonNull(interfaceId, "interfaceId");
      checkVersion("majorVersion", majorVersion);
      checkVersion("minorVersion", minorVersion);
      Objects.requireNonNull(versions, "versions");
      Objects.requireNonNull(objectId, "objectId");
    }
  }

  /**
   * An {@code ept_map} call.
   *
   * @param interfaceId the interface
   * @param majorVersion of the interface, 0 to 65535
   * @param minorVersion of the interface, 0 to 65535
   * @param protocolSequence a protocol sequence of {@link Inquiry#map(UUID, int, int, String)}
   * @param objectId the object it is registered for; empty for every object
   */
  record Map(
      UUID interfaceId,
      int majorVersion,
      int minorVersion,
      String protocolSequence,
      Optional<UUID> objectId)
      implements Inquiry {
    private static final List<String> PROTOCOL_SEQUENCES =
        List.of("ncacn_http", "ncacn_ip_tcp", "ncacn_np", "ncadg_ip_udp", "ncalrpc");

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if a version is out of range, or the protocol sequence is
     *     another
     */
    public Map {
      Objects.requireNonNull(interfaceId, "interfaceId");
      checkVersion("majorVersion", majorVersion);
      checkVersion("minorVersion", minorVersion);
      Objects.requireNonNull(objectId, "objectId");
      if (!PROTOCOL_SEQUENCES.contains(protocolSequence)) {
        throw new IllegalArgumentException(
            "protocolSequence: "
                + protocolSequence
                + " (expected: one of "
                + PROTOCOL_SEQUENCES
                + ")");
      }
    }
  }

  /** The calls of the management interface (C706 appendix Q). */
  record Management() implements Inquiry {}

  private static void checkVersion(String name, int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0-65535)");
    }
  }
}
