package io.portprobe.protocols.msrpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Encodes what the client sends over a connection: single fragments, little-endian, without
 * authentication.
 */
final class Requests {
  /** NDR, version 2.0 (C706 section 14.1). */
  static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");

  /** What Windows offers; C706 asks for at least 1432. */
  private static final int FRAGMENT = 5840;

  private Requests() {}

  /** A bind with one context, number 0: the interface in NDR (C706 section 12.6.4.3). */
  static byte[] bind(int callId, RpcInterface subject) {
    StubWriter body = new StubWriter();
    body.u16(FRAGMENT).u16(FRAGMENT).u32(0);
    body.u32(1); // one context element, the rest is reserved
    body.u16(0).u16(1); // context 0 with one transfer syntax
    body.uuid(subject.id()).u32(subject.version());
    return pdu(Pdu.BIND, callId, body.uuid(NDR).u32(2).toByteArray());
  }

  /** A request in context 0 (C706 section 12.6.4.9). */
  static byte[] request(int callId, Call call) {
    StubWriter body = new StubWriter();
    body.u32(call.stub().length).u16(0).u16(call.operation());
    return pdu(Pdu.REQUEST, callId, body.octets(call.stub()).toByteArray());
  }

  private static byte[] pdu(int type, int callId, byte[] body) {
    int length = Pdu.HEADER + body.length;
    ByteBuffer pdu = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    pdu.put((byte) 5).put((byte) 0).put((byte) type);
    pdu.put((byte) (Pdu.FIRST_FRAGMENT | Pdu.LAST_FRAGMENT));
    pdu.put((byte) 0x10).put(new byte[3]); // little-endian, ASCII, IEEE
    return pdu.putShort((short) length).putShort((short) 0).putInt(callId).put(body).array();
  }
}
