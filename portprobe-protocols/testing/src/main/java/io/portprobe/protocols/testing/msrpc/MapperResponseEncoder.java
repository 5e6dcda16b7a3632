package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An encoder of connection-oriented PDUs (C706 section 12.6.4). */
final class MapperResponseEncoder {
  private static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");
  private static final int RESPONSE_HEADER = 24;

  private final ByteOrder order;
  private final int fragmentSize;

  MapperResponseEncoder(MapperSettings settings) {
    order = settings.order();
    fragmentSize = settings.fragmentSize();
  }

  /** Encodes a bind_ack with one result. The secondary address is the port, as in real servers. */
  byte[] bindAck(int callId, int result, int reason) {
    NdrWriter body = writer();
    body.u16(4280);
    body.u16(4280);
    body.u32(0x0001_2345); // the new association group
    body.u16(4);
    body.octets(new byte[] {'1', '3', '5', 0});
    body.align(4);
    body.u8(1);
    body.u8(0);
    body.u16(0);
    body.u16(result);
    body.u16(reason);
    body.uuid(result == 0 ? NDR : new UUID(0, 0));
    body.u32(result == 0 ? 2 : 0);
    return pdu(12, 3, callId, body.toByteArray());
  }

  /** Encodes a bind_nak, with 5.0 as the only supported version. */
  byte[] bindNak(int callId, int reason) {
    NdrWriter body = writer();
    body.u16(reason);
    body.u8(1);
    body.u8(5);
    body.u8(0);
    return pdu(13, 3, callId, body.toByteArray());
  }

  byte[] fault(int callId, int status) {
    NdrWriter body = callHeader(0);
    body.u32(status);
    body.u32(0);
    return pdu(3, 3, callId, body.toByteArray());
  }

  /** Encodes stub data in fragments. All but the last have a multiple of 8 octets if possible. */
  List<byte[]> response(int callId, byte[] stub) {
    int maxStub = fragmentSize - RESPONSE_HEADER;
    int step = maxStub < 8 ? maxStub : maxStub & ~7;
    List<byte[]> fragments = new ArrayList<>();
    int from = 0;
    do {
      int length = Math.min(step, stub.length - from);
      int flags = (from == 0 ? 1 : 0) | (from + length == stub.length ? 2 : 0);
      NdrWriter body = callHeader(stub.length - from);
      body.octets(stub, from, length);
      fragments.add(pdu(2, flags, callId, body.toByteArray()));
      from += length;
    } while (from < stub.length);
    return fragments;
  }

  /** Encodes alloc_hint, presentation context 0 and no cancels. */
  private NdrWriter callHeader(int allocHint) {
    NdrWriter body = writer();
    body.u32(allocHint);
    body.u16(0);
    body.u16(0);
    return body;
  }

  private byte[] pdu(int type, int flags, int callId, byte[] body) {
    NdrWriter pdu = writer();
    pdu.u8(5);
    pdu.u8(0);
    pdu.u8(type);
    pdu.u8(flags);
    pdu.u8(order == ByteOrder.LITTLE_ENDIAN ? 0x10 : 0);
    pdu.octets(new byte[3]);
    pdu.u16(16 + body.length);
    pdu.u16(0);
    pdu.u32(callId);
    pdu.octets(body);
    return pdu.toByteArray();
  }

  private NdrWriter writer() {
    return new NdrWriter(order);
  }
}
