package io.portprobe.protocols.msrpc;

import io.portprobe.protocols.internal.msrpc.tower.TowerWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What to ask a server; the value of {@link MsRpc#INQUIRY}.
 *
 * <p>{@link Lookup} and {@link Map} are for endpoint mappers and find an {@link EndpointMap};
 * {@link Management} is for any MS-RPC server and finds a {@link ServerManagement}.
 */
public sealed interface Inquiry {
  /**
   * The whole map; the default.
   *
   * @return the inquiry
   */
  static Inquiry all() {
    return new Lookup(Optional.empty(), 0, 0, VersionMatch.ALL, Optional.empty());
  }

  /**
   * The entries of one interface, of any version.
   *
   * @param interfaceId its UUID
   * @return the inquiry
   */
  static Inquiry ofInterface(UUID interfaceId) {
    return ofInterface(interfaceId, 0, 0, VersionMatch.ALL);
  }

  /**
   * The entries of one interface.
   *
   * @param interfaceId its UUID
   * @param majorVersion 0 to 65535
   * @param minorVersion 0 to 65535
   * @param versions which versions count
   * @return the inquiry
   * @throws IllegalArgumentException if a version is out of range
   */
  static Inquiry ofInterface(
      UUID interfaceId, int majorVersion, int minorVersion, VersionMatch versions) {
    return new Lookup(
        Optional.of(interfaceId), majorVersion, minorVersion, versions, Optional.empty());
  }

  /**
   * The entries that were registered for an object.
   *
   * @param objectId its UUID
   * @return the inquiry
   */
  static Inquiry ofObject(UUID objectId) {
    return new Lookup(Optional.empty(), 0, 0, VersionMatch.ALL, Optional.of(objectId));
  }

  /**
   * Where an interface is to be reached ({@code ept_map}), as a client asks that is about to call
   * it.
   *
   * @param interfaceId its UUID
   * @param majorVersion 0 to 65535
   * @param minorVersion 0 to 65535
   * @param protocolSequence {@code ncacn_ip_tcp}, {@code ncadg_ip_udp}, {@code ncacn_np}, {@code
   *     ncacn_http} or {@code ncalrpc}
   * @return the inquiry
   * @throws IllegalArgumentException if a version is out of range, or the sequence is another
   */
  static Inquiry map(
      UUID interfaceId, int majorVersion, int minorVersion, String protocolSequence) {
    return new Map(interfaceId, majorVersion, minorVersion, protocolSequence, Optional.empty());
  }

  /**
   * The management interface, which servers have beside their own on every port.
   *
   * @return the inquiry
   */
  static Inquiry management() {
    return new Management();
  }

  /**
   * A look-up ({@code ept_lookup}): of everything if neither interface nor object is given, of what
   * fits both if both are. What a server returns beyond that is left out.
   *
   * @param interfaceId the interface; empty for any
   * @param majorVersion of the interface, 0 to 65535
   * @param minorVersion of the interface, 0 to 65535
   * @param versions which versions of the interface count
   * @param objectId the object it was registered for; empty for any
   */
  record Lookup(
      Optional<UUID> interfaceId,
      int majorVersion,
      int minorVersion,
      VersionMatch versions,
      Optional<UUID> objectId)
      implements Inquiry {
    /**
     * Checks the parts.
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

    /** C706 appendix O: all elements, by interface, by object, by both. */
    public int type() {
      return (interfaceId.isPresent() ? 1 : 0) + (objectId.isPresent() ? 2 : 0);
    }

    /** Whether an entry was asked for. Samba's old server returns all, whatever it is asked. */
    public boolean accepts(MappedEndpoint entry) {
      return (interfaceId.isEmpty()
              || (interfaceId.get().equals(entry.interfaceId())
                  && versions.accepts(
                      majorVersion, minorVersion, entry.majorVersion(), entry.minorVersion())))
          && (objectId.isEmpty() || objectId.equals(entry.objectId()));
    }
  }

  /**
   * A mapping ({@code ept_map}).
   *
   * @param interfaceId the interface
   * @param majorVersion of the interface, 0 to 65535
   * @param minorVersion of the interface, 0 to 65535
   * @param protocolSequence one of those of {@link Inquiry#map(UUID, int, int, String)}
   * @param objectId the object it was registered for; empty for any
   */
  record Map(
      UUID interfaceId,
      int majorVersion,
      int minorVersion,
      String protocolSequence,
      Optional<UUID> objectId)
      implements Inquiry {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a version is out of range, or the sequence is another
     */
    public Map {
      Objects.requireNonNull(interfaceId, "interfaceId");
      checkVersion("majorVersion", majorVersion);
      checkVersion("minorVersion", minorVersion);
      Objects.requireNonNull(objectId, "objectId");
      if (!TowerWriter.sequences().contains(protocolSequence)) {
        throw new IllegalArgumentException(
            "protocolSequence: "
                + protocolSequence
                + " (expected: one of "
                + TowerWriter.sequences()
                + ")");
      }
    }
  }

  /** The management interface (C706 appendix Q). */
  record Management() implements Inquiry {}

  private static void checkVersion(String name, int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0-65535)");
    }
  }
}
