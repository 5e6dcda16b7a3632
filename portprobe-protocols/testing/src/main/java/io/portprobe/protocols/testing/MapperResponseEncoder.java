package io.portprobe.protocols.testing;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Encodes what the server sends over a connection (C706 section 12.6.4). */
final class MapperResponseEncoder {
  private static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");
  private static final int RESPONSE_HEADER = 24;

  private final ByteOrder order;
  private final int fragmentSize;

  MapperResponseEncoder(MapperSettings script) {
    order = script.order();
    fragmentSize = script.fragmentSize();
  }

  /** bind_ack with one result; the secondary address is the port, as servers give it. */
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

  /** bind_nak; it speaks version 5.0 only. */
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

  /** Cuts the stub data into fragments, all but the last of a multiple of 8 if that can be. */
  List<byte[]> response(int callId, byte[] stub) {
    int room = fragmentSize - RESPONSE_HEADER;
    int step = room < 8 ? room : room & ~7;
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

  /** alloc_hint, presentation context 0, no cancels. */
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
