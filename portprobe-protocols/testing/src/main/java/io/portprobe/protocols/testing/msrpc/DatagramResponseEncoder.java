package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An encoder of connectionless PDUs (C706 sections 12.5.2 and 12.5.3). */
final class DatagramResponseEncoder {
  static final int BOOT = 0x4b1d_0001;
  static final UUID CONVERSATION = UUID.fromString("333a2276-0000-0000-0d00-00809c000000");

  static final int REQUEST = 0;
  static final int RESPONSE = 2;
  static final int FAULT = 3;
  static final int WORKING = 4;
  static final int NOCALL = 5;
  static final int REJECT = 6;

  private static final int LAST = 0x02;
  private static final int FRAGMENT = 0x04;
  private static final int NO_FACK = 0x08;
  private static final int IDEMPOTENT = 0x20;

  /** The number of fragments in flight before the client has to send a fack. */
  static final int WINDOW = 8;

  private final ByteOrder order;
  private final int maxStub;
  private int serial;

  DatagramResponseEncoder(MapperSettings settings) {
    order = settings.order();
    maxStub = Math.max(8, (settings.fragmentSize() - DatagramHeader.SIZE) & ~7);
  }

  /** Encodes an unfragmented PDU in response to a call. */
  byte[] pduFor(DatagramHeader call, int type, byte[] body) {
    return pdu(type, 0, call, 0, body);
  }

  byte[] status(DatagramHeader call, int type, int status) {
    NdrWriter body = new NdrWriter(order);
    body.u32(status);
    return pduFor(call, type, body.toByteArray());
  }

  /** Encodes stub data in fragments. The last of each window, and of all, requests a fack. */
  List<byte[]> response(DatagramHeader call, byte[] stub) {
    List<byte[]> fragments = new ArrayList<>();
    if (stub.length <= maxStub) {
      return List.of(pduFor(call, RESPONSE, stub));
    }
    for (int from = 0; from < stub.length; from += maxStub) {
      int length = Math.min(maxStub, stub.length - from);
      boolean last = from + length == stub.length;
      boolean requestsFack = last || fragments.size() % WINDOW == WINDOW - 1;
      NdrWriter body = new NdrWriter(order);
      body.octets(stub, from, length);
      int flags = FRAGMENT | (last ? LAST : 0) | (requestsFack ? 0 : NO_FACK);
      fragments.add(pdu(RESPONSE, flags, call, fragments.size(), body.toByteArray()));
    }
    return fragments;
  }

  /** Encodes a {@code conv_who_are_you2} call about a client's call. */
  byte[] whoAreYou(DatagramHeader call, UUID activity) {
    NdrWriter body = new NdrWriter(order);
    body.uuid(call.activity());
    body.u32(BOOT);
    DatagramHeader header =
        new DatagramHeader(
            REQUEST, 0, new UUID(0, 0), CONVERSATION, 3, activity, 0, 0, 1, 0, call.body());
    return pdu(REQUEST, IDEMPOTENT, header, 0, body.toByteArray());
  }

  private byte[] pdu(int type, int flags, DatagramHeader call, int fragment, byte[] body) {
    serial++;
    NdrWriter pdu = new NdrWriter(order);
    pdu.u8(4);
    pdu.u8(type);
    pdu.u8(flags);
    pdu.u8(0);
    pdu.u8(order == ByteOrder.LITTLE_ENDIAN ? 0x10 : 0);
    pdu.u8(0);
    pdu.u8(0);
    pdu.u8((serial >> 8) & 0xff);
    pdu.uuid(call.object());
    pdu.uuid(call.interfaceId());
    pdu.uuid(call.activity());
    pdu.u32(type == REQUEST ? 0 : BOOT);
    pdu.u32(call.version());
    pdu.u32(call.sequence());
    pdu.u16(call.operation());
    pdu.u16(0xffff);
    pdu.u16(0xffff);
    pdu.u16(body.length);
    pdu.u16(fragment);
    pdu.u8(0);
    pdu.u8(serial & 0xff);
    pdu.octets(body);
    return pdu.toByteArray();
  }
}
