package io.portprobe.protocols.internal.msrpc.wire;

import java.util.UUID;

/**
 * The position in a server's list (C706 section 14.3.12.1, {@code ndr_context_handle}). Decoded,
 * because the server's byte order may differ from the client's.
 *
 * @param attributes opaque
 * @param uuid the nil UUID for the null handle
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
