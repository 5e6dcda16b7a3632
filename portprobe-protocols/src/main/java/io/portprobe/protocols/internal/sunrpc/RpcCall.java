package io.portprobe.protocols.internal.sunrpc;

import java.nio.ByteBuffer;

/**
 * A call without arguments and authentication (RFC 5531 section 9).
 *
 * @param xid the transaction id
 */
record RpcCall(int xid, long program, long version, int procedure) {
  private static final int LENGTH = 40;
  private static final int CALL = 0;
  private static final int RPC_VERSION = 2;

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH) // ends with two empty AUTH_NONE structures
        .putInt(xid)
        .putInt(CALL)
        .putInt(RPC_VERSION)
        .putInt((int) program)
        .putInt((int) version)
        .putInt(procedure)
        .array();
  }
}
