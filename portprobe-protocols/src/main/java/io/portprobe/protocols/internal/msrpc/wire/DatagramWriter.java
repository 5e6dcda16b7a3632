package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Encodes what the client sends in datagrams (C706 sections 12.5.2 and 12.5.3): little-endian,
 * never fragmented, without authentication.
 */
public final class DatagramWriter {
  /** The largest PDU that passes an Ethernet whole. */
  private static final int LARGEST = 1472;

  /** What may be under way to us, in KiB; a socket's buffer holds more. */
  private static final int WINDOW = 64;

  private static final int NO_HINT = 0xffff;
  private static final int NONE = 0xffff;

  private final UUID activity;

  /**
   * Writes for one client.
   *
   * @param activity the UUID it goes by
   */
  public DatagramWriter(UUID activity) {
    this.activity = activity;
  }

  public byte[] request(RpcInterface subject, RpcCall call, long sequence, long serverBoot) {
    int flags = call.idempotent() ? DatagramPdu.IDEMPOTENT : 0;
    return pdu(
        new Head(DatagramPdu.REQUEST, flags, subject.id(), subject.version(), activity),
        call.operation(),
        sequence,
        serverBoot,
        0,
        call.stub());
  }

  /** Asks whether the server still works on the call. */
  public byte[] ping(RpcInterface subject, RpcCall call, long sequence, long serverBoot) {
    return about(DatagramPdu.PING, subject, call, sequence, serverBoot, 0, new byte[0]);
  }

  /**
   * Asks after a call that was never made: a server answers that it knows none, whatever interfaces
   * it has. Of an activity that nobody goes by.
   */
  public static byte[] pingOfUnknownCall() {
    UUID activity = RandomUuid.of(ThreadLocalRandom.current());
    RpcCall call = new RpcCall(0, true, new byte[0]);
    return new DatagramWriter(activity).ping(RpcInterface.MANAGEMENT, call, 0, 0);
  }

  /** The response is here, whole. */
  public byte[] ack(RpcInterface subject, RpcCall call, long sequence, long serverBoot) {
    return about(DatagramPdu.ACK, subject, call, sequence, serverBoot, 0, new byte[0]);
  }

  /**
   * Says which fragments are here (C706 section 12.5.3.4).
   *
   * @param upTo the last of those without a gap, -1 for none
   * @param serial of the fragment that gave the occasion
   * @param beyond a bit for each fragment behind {@code upTo}, lowest first; 0 for none
   */
  public byte[] fack(
      RpcInterface subject,
      RpcCall call,
      long sequence,
      long serverBoot,
      int upTo,
      int serial,
      int beyond) {
    NdrWriter body = new NdrWriter();
    body.u16(0).u16(WINDOW).u32(LARGEST).u32(LARGEST).u16(serial);
    body.u16(beyond == 0 ? 0 : 1);
    if (beyond != 0) {
      body.u32(beyond);
    }
    int fragment = upTo < 0 ? NONE : upTo;
    return about(
        DatagramPdu.FACK, subject, call, sequence, serverBoot, fragment, body.toByteArray());
  }

  private byte[] about(
      int type,
      RpcInterface subject,
      RpcCall call,
      long sequence,
      long serverBoot,
      int fragment,
      byte[] body) {
    return pdu(
        new Head(type, 0, subject.id(), subject.version(), activity),
        call.operation(),
        sequence,
        serverBoot,
        fragment,
        body);
  }

  /**
   * Answers what the server asked.
   *
   * @param type response, fault or reject
   * @param boot when we started, as {@link DatagramPdu#serverBoot()}: in this call we serve
   */
  public static byte[] reply(DatagramPdu question, int type, long boot, NdrWriter body) {
    return pdu(
        new Head(
            type,
            0,
            question.interfaceId(),
            RpcInterface.CONVERSATION.version(),
            question.activity()),
        question.operation(),
        question.sequence(),
        boot,
        0,
        body.toByteArray());
  }

  /** The fields of a header that do not change within a call. */
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
