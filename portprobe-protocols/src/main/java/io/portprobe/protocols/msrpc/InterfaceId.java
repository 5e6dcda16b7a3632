package io.portprobe.protocols.msrpc;

import io.portprobe.text.SafeText;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The identifier of an RPC interface (C706 appendix N, {@code rpc_if_id_t}).
 *
 * @param id the UUID of the interface
 * @param majorVersion 0 to 65535
 * @param minorVersion 0 to 65535
 * @param name its usual short name, for example {@code "samr"}; empty if the interface is not a
 *     well-known one
 */
public record InterfaceId(UUID id, int majorVersion, int minorVersion, Optional<String> name) {
  /** Checks that nothing is null. */
  public InterfaceId {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
  }

  /**
   * Returns UUID, version and name.
   *
   * @return for example {@code "12345778-1234-abcd-ef00-0123456789ac 1.0 samr"}
   */
  @Override
  public String toString() {
    return SafeText.line(
        id + " " + majorVersion + "." + minorVersion + name.map(n -> " " + n).orElse(""));
  }
}
