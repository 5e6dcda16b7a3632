package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An encoder of the client's connectionless PDUs (C706 sections 12.5.2 and 12.5.3): little-endian,
 * never fragmented, without authentication.
 */
public final class DatagramWriter {
  /** The largest PDU that fits an Ethernet frame. */
  private static final int LARGEST = 1472;

  /** The receive window in KiB; smaller than a socket's buffer. */
  private static final int WINDOW = 64;

  private static final int NO_HINT = 0xffff;
  private static final int NONE = 0xffff;

  private final UUID activity;

  /**
   * Creates the encoder of one client.
   *
   * @param activity the activity UUID of its calls
   */
  public DatagramWriter(UUID activity) {
    this.activity = activity;
  }

  public byte[] request(RpcInterface rpcInterface, RpcCall call, long sequence, long serverBoot) {
    int flags = call.idempotent() ? DatagramPdu.IDEMPOTENT : 0;
    return pdu(
        new Head(DatagramPdu.REQUEST, flags, rpcInterface.id(), rpcInterface.version(), activity),
        call.operation(),
        sequence,
        serverBoot,
        0,
        call.stub());
  }

  /** Encodes a ping: whether the server still works on the call. */
  public byte[] ping(RpcInterface rpcInterface, RpcCall call, long sequence, long serverBoot) {
    return withoutFlags(DatagramPdu.PING, rpcInterface, call, sequence, serverBoot, 0, new byte[0]);
  }

  /**
   * Encodes the ping of a call that was never made, under a random activity. Every connectionless
   * RPC server responds with a nocall, independent of its interfaces.
   */
  public static byte[] pingOfUnknownCall() {
    UUID activity = RandomUuid.of(ThreadLocalRandom.current());
    RpcCall call = new RpcCall(0, true, new byte[0]);
    return new DatagramWriter(activity).ping(RpcInterface.MANAGEMENT, call, 0, 0);
  }

  /** Encodes the acknowledgement of a complete response. */
  public byte[] ack(RpcInterface rpcInterface, RpcCall call, long sequence, long serverBoot) {
    return withoutFlags(DatagramPdu.ACK, rpcInterface, call, sequence, serverBoot, 0, new byte[0]);
  }

  /**
   * Encodes the acknowledgement of fragments (C706 section 12.5.3.4).
   *
   * @param lastContiguous the last fragment before the first gap; -1 for none
   * @param serial the serial number of the fragment that is acknowledged
   * @param selectiveAckMask a bit for each fragment after {@code lastContiguous}, lowest first
   */
  public byte[] fack(
      RpcInterface rpcInterface,
      RpcCall call,
      long sequence,
      long serverBoot,
      int lastContiguous,
      int serial,
      int selectiveAckMask) {
    NdrWriter body = new NdrWriter();
    body.u16(0).u16(WINDOW).u32(LARGEST).u32(LARGEST).u16(serial);
    body.u16(selectiveAckMask == 0 ? 0 : 1);
    if (selectiveAckMask != 0) {
      body.u32(selectiveAckMask);
    }
    int fragment = lastContiguous < 0 ? NONE : lastContiguous;
    return withoutFlags(
        DatagramPdu.FACK, rpcInterface, call, sequence, serverBoot, fragment, body.toByteArray());
  }

  private byte[] withoutFlags(
      int type,
      RpcInterface rpcInterface,
      RpcCall call,
      long sequence,
      long serverBoot,
      int fragment,
      byte[] body) {
    return pdu(
        new Head(type, 0, rpcInterface.id(), rpcInterface.version(), activity),
        call.operation(),
        sequence,
        serverBoot,
        fragment,
        body);
  }

  /**
   * Encodes the response to a callback, in which the client is the server.
   *
   * @param type response, fault or reject
   * @param bootTime the boot time of the client
   */
  public static byte[] reply(DatagramPdu request, int type, long bootTime, NdrWriter body) {
    return pdu(
        new Head(
            type,
            0,
            request.interfaceId(),
            RpcInterface.CONVERSATION.version(),
            request.activity()),
        request.operation(),
        request.sequence(),
        bootTime,
        0,
        body.toByteArray());
  }

  /** The header fields that do not change within a call. */
  private record Head(int type, int flags, UUID interfaceId, int version, UUID activity) {}

  private static byte[] pdu(
      Head head, int operation, long sequence, long serverBoot, int fragment, byte[] body) {
    NdrWriter fields = new NdrWriter();
    fields.uuid(new UUID(0, 0)).uuid(head.interfaceId).uuid(head.activity); // no object
    fields.u32(serverBoot).u32(head.version).u32(sequence).u16(operation);
    fields.u16(NO_HINT).u16(NO_HINT).u16(body.length).u16(fragment);
    byte[] rest = fields.toByteArray();
    ByteBuffer pdu =
        ByteBuffer.allocate(DatagramPdu.HEADER + body.length).order(ByteOrder.LITTLE_ENDIAN);
    pdu.put((byte) 4).put((byte) head.type).put((byte) head.flags).put((byte) 0);
    pdu.put((byte) 0x10).put(new byte[3]); // little-endian, ASCII, IEEE; serial number 0
    return pdu.put(rest).put(new byte[2]).put(body).array(); // no verifier
  }
}
