package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * An encoder of the client's connection-oriented PDUs: single fragments, little-endian, without
 * authentication.
 */
public final class ConnectionWriter {
  /** NDR, version 2.0 (C706 section 14.1). */
  public static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");

  /** The fragment size of Windows; C706 requires at least 1432. */
  private static final int FRAGMENT = 5840;

  private ConnectionWriter() {}

  /** Encodes a bind with one context, number 0: the interface in NDR (C706 section 12.6.4.3). */
  public static byte[] bind(int callId, RpcInterface rpcInterface) {
    NdrWriter body = new NdrWriter();
    body.u16(FRAGMENT).u16(FRAGMENT).u32(0);
    body.u32(1); // one context element, the rest is reserved
    body.u16(0).u16(1); // context 0 with one transfer syntax
    body.uuid(rpcInterface.id()).u32(rpcInterface.version());
    return pdu(ConnectionPdu.BIND, callId, body.uuid(NDR).u32(2).toByteArray());
  }

  /** Encodes a request in context 0 (C706 section 12.6.4.9). */
  public static byte[] request(int callId, RpcCall call) {
    NdrWriter body = new NdrWriter();
    body.u32(call.stub().length).u16(0).u16(call.operation());
    return pdu(ConnectionPdu.REQUEST, callId, body.octets(call.stub()).toByteArray());
  }

  private static byte[] pdu(int type, int callId, byte[] body) {
    int length = ConnectionPdu.HEADER + body.length;
    ByteBuffer pdu = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    pdu.put((byte) 5).put((byte) 0).put((byte) type);
    pdu.put((byte) (ConnectionPdu.FIRST_FRAGMENT | ConnectionPdu.LAST_FRAGMENT));
    pdu.put((byte) 0x10).put(new byte[3]); // little-endian, ASCII, IEEE
    return pdu.putShort((short) length).putShort((short) 0).putInt(callId).put(body).array();
  }
}
