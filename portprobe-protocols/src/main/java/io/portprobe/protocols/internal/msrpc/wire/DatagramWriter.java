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
  private final RpcInterface rpcInterface;

  /**
   * Creates the encoder of one client.
   *
   * @param activity the activity UUID of its calls
   * @param rpcInterface the interface of its calls
   */
  public DatagramWriter(UUID activity, RpcInterface rpcInterface) {
    this.activity = activity;
    this.rpcInterface = rpcInterface;
  }

  /** Encodes a request. */
  public byte[] request(RpcCall call, long sequence, long serverBoot) {
    int flags = call.idempotent() ? DatagramPdu.IDEMPOTENT : 0;
    return pdu(DatagramPdu.REQUEST, flags, header(call, sequence, serverBoot), 0, call.stub());
  }

  /** Encodes a ping: whether the server still works on the call. */
  public byte[] ping(RpcCall call, long sequence, long serverBoot) {
    return pdu(DatagramPdu.PING, 0, header(call, sequence, serverBoot), 0, new byte[0]);
  }

  /**
   * Encodes the ping of a call that was never made, under a random activity. Every connectionless
   * RPC server responds with a nocall, independent of its interfaces.
   */
  public static byte[] pingOfUnknownCall() {
    UUID activity = RandomUuid.of(ThreadLocalRandom.current());
    RpcCall call = new RpcCall(0, true, new byte[0]);
    return new DatagramWriter(activity, RpcInterface.MANAGEMENT).ping(call, 0, 0);
  }

  /** Encodes the acknowledgement of a complete response. */
  public byte[] ack(RpcCall call, long sequence, long serverBoot) {
    return pdu(DatagramPdu.ACK, 0, header(call, sequence, serverBoot), 0, new byte[0]);
  }

  /**
   * Encodes the acknowledgement of fragments (C706 section 12.5.3.4).
   *
   * @param received the fragments received
   * @param serial the serial number of the fragment that is acknowledged
   */
  public byte[] fack(
      RpcCall call, long sequence, long serverBoot, DatagramFragments received, int serial) {
    int mask = received.selectiveAckMask();
    NdrWriter body = new NdrWriter();
    body.u16(0).u16(WINDOW).u32(LARGEST).u32(LARGEST).u16(serial);
    body.u16(mask == 0 ? 0 : 1);
    if (mask != 0) {
      body.u32(mask);
    }
    int last = received.lastContiguous();
    return pdu(
        DatagramPdu.FACK,
        0,
        header(call, sequence, serverBoot),
        last < 0 ? NONE : last,
        body.toByteArray());
  }

  private Header header(RpcCall call, long sequence, long serverBoot) {
    return new Header(rpcInterface, activity, call.operation(), sequence, serverBoot);
  }

  /**
   * Encodes the response to a callback, in which the client is the server.
   *
   * @param type response, fault or reject
   * @param bootTime the boot time of the client
   */
  public static byte[] reply(DatagramPdu request, int type, long bootTime, NdrWriter body) {
    RpcInterface called =
        new RpcInterface(
            request.interfaceId(),
            RpcInterface.CONVERSATION.major(),
            RpcInterface.CONVERSATION.minor(),
            RpcInterface.CONVERSATION.name());
    Header header =
        new Header(called, request.activity(), request.operation(), request.sequence(), bootTime);
    return pdu(type, 0, header, 0, body.toByteArray());
  }

  /** The header fields that identify a call. */
  private record Header(
      RpcInterface rpcInterface, UUID activity, int operation, long sequence, long serverBoot) {}

  private static byte[] pdu(int type, int flags, Header header, int fragment, byte[] body) {
    NdrWriter fields = new NdrWriter();
    fields.uuid(new UUID(0, 0)).uuid(header.rpcInterface.id()).uuid(header.activity); // no object
    fields.u32(header.serverBoot).u32(header.rpcInterface.version());
    fields.u32(header.sequence).u16(header.operation);
    fields.u16(NO_HINT).u16(NO_HINT).u16(body.length).u16(fragment);
    byte[] rest = fields.toByteArray();
    ByteBuffer pdu =
        ByteBuffer.allocate(DatagramPdu.HEADER + body.length).order(ByteOrder.LITTLE_ENDIAN);
    pdu.put((byte) 4).put((byte) type).put((byte) flags).put((byte) 0);
    pdu.put((byte) 0x10).put(new byte[3]); // little-endian, ASCII, IEEE; serial number 0
    return pdu.put(rest).put(new byte[2]).put(body).array(); // no verifier
  }
}
