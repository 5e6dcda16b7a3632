package io.portprobe.protocols.internal.msrpc.wire;

import java.util.UUID;

/**
 * An interface that the client calls or, for callbacks, offers.
 *
 * @param id the UUID
 * @param major the major version
 * @param minor the minor version
 * @param name the name for messages
 */
public record RpcInterface(UUID id, int major, int minor, String name) {
  /** {@code ept} version 3.0 (C706 appendix O). */
  public static final RpcInterface ENDPOINT_MAPPER =
      new RpcInterface(
          UUID.fromString("e1af8308-5d1f-11c9-91a4-08002b14a0fa"), 3, 0, "endpoint mapper");

  /**
   * {@code mgmt} version 1.0 (C706 appendix Q), which servers offer beside their own interfaces.
   */
  public static final RpcInterface MANAGEMENT =
      new RpcInterface(UUID.fromString("afa8bd80-7d8a-11c9-bef4-08002b102989"), 1, 0, "management");

  /** {@code conv} version 3.0 (C706 appendix P), the callback of a datagram server. */
  public static final RpcInterface CONVERSATION =
      new RpcInterface(
          UUID.fromString("333a2276-0000-0000-0d00-00809c000000"), 3, 0, "conversation manager");

  /** Returns the version as encoded: the major version in the low half. */
  int version() {
    return (minor << 16) | major;
  }
}
