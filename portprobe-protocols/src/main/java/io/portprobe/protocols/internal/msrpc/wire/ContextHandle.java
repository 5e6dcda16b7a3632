package io.portprobe.protocols.internal.msrpc.wire;

import java.util.UUID;

/**
 * Where a server stands in its list (C706 section 14.3.12.1 {@code ndr_context_handle}). Kept as
 * values, since the server's byte order need not be ours.
 *
 * @param attributes opaque
 * @param uuid the nil UUID for no handle
 */
public record ContextHandle(long attributes, UUID uuid) {
  public static final ContextHandle NULL = new ContextHandle(0, new UUID(0, 0));

  public static ContextHandle read(NdrReader stub) throws RpcFormatException {
    return new ContextHandle(stub.u32("entry_handle"), stub.uuid("entry_handle"));
  }

  public boolean isNull() {
    return uuid.equals(NULL.uuid);
  }
}
