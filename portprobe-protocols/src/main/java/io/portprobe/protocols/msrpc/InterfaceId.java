package io.portprobe.protocols.msrpc;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An interface that a server has.
 *
 * @param id its UUID
 * @param majorVersion 0 to 65535
 * @param minorVersion 0 to 65535
 * @param name its usual short name, for example {@code "samr"}; empty if it has none
 */
public record InterfaceId(UUID id, int majorVersion, int minorVersion, Optional<String> name) {
  /** Checks that nothing is null. */
  public InterfaceId {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }

  /**
   * The interface as it is usually written.
   *
   * @return for example {@code "12345778-1234-abcd-ef00-0123456789ac 1.0 samr"}
   */
  @Override
  public String toString() {
    return id + " " + majorVersion + "." + minorVersion + name.map(n -> " " + n).orElse("");
  }
}
