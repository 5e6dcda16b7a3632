package io.portprobe.protocols.internal.msrpc.wire;

/**
 * A call, independent of the transport.
 *
 * @param operation the operation number in the interface
 * @param idempotent whether a server may execute it more than once (C706 section 6.1.1)
 * @param stub the in parameters, little-endian
 */
public @SuppressWarnings("ArrayRecordComponent") // never compared, never exposed
record RpcCall(int operation, boolean idempotent, byte[] stub) {}
