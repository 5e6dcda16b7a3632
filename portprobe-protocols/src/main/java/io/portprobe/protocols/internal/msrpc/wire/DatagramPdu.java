package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;

/**
 * A connectionless PDU, one datagram (C706 section 12.5.2).
 *
 * @param type the PTYPE
 * @param flags the first octet of flags
 * @param order the integer byte order of its data representation label
 * @param serial the serial number of the PDU within the call
 * @param interfaceId the UUID of the called interface
 * @param activity the UUID of the client's activity
 * @param serverBoot the boot time of the server; 0 if unknown
 * @param sequence the number of the call within the activity
 * @param operation the operation number in the interface
 * @param fragment the number of the fragment
 * @param body the octets after the header, without a verifier
 */
public @SuppressWarnings("ArrayRecordComponent") // never compared, never exposed
record DatagramPdu(
    int type,
    int flags,
    ByteOrder order,
    int serial,
    UUID interfaceId,
    UUID activity,
    long serverBoot,
    long sequence,
    int operation,
    int fragment,
    byte[] body) {
  static final int HEADER = 80;

  public static final int REQUEST = 0;
  static final int PING = 1;
  public static final int RESPONSE = 2;
  public static final int FAULT = 3;
  public static final int WORKING = 4;
  public static final int NOCALL = 5;
  public static final int REJECT = 6;
  static final int ACK = 7;
  public static final int FACK = 9;

  static final int LAST_FRAGMENT = 0x02;
  static final int FRAGMENT = 0x04;
  public static final int NO_FACK = 0x08;
  public static final int IDEMPOTENT = 0x20;

  private static final int LAST_TYPE = 10;

  /**
   * Decodes a datagram.
   *
   * @param datagram the whole datagram
   * @throws RpcFormatException if it is not a PDU of the connectionless protocol
   */
  public static DatagramPdu read(ByteBuffer datagram) throws RpcFormatException {
    byte[] octets = new byte[datagram.remaining()];
    datagram.get(octets);
    check("rpc_vers", octets, 0, 4, 4);
    check("ptype", octets, 1, 0, LAST_TYPE);
    if (octets.length < HEADER) {
      throw RpcFormatException.of("datagram length", octets.length, "at least " + HEADER);
    }
    if (((octets[4] >> 4) & 0x0e) != 0) {
      throw new RpcFormatException(
          String.format(
              Locale.ROOT,
              "drep: 0x%02x (expected: 0x00 big-endian or 0x10 little-endian)",
              octets[4]));
    }
    ByteOrder order = (octets[4] & 0x10) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return read(octets, order);
  }

  private static DatagramPdu read(byte[] octets, ByteOrder order) throws RpcFormatException {
    NdrReader in = new NdrReader(octets, order);
    in.skip(24, "header"); // up to the object
    UUID interfaceId = in.uuid("if_id");
    UUID activity = in.uuid("act_id");
    long boot = in.u32("server_boot");
    in.skip(4, "if_vers");
    long sequence = in.u32("seqnum");
    int operation = in.u16("opnum");
    in.skip(4, "ihint, ahint");
    int length = in.u16("len");
    int fragment = in.u16("fragnum");
    in.skip(2, "auth_proto, serial_lo");
    int serial = ((octets[7] & 0xff) << 8) | (octets[79] & 0xff);
    byte[] body = in.octets(length, "body");
    return new DatagramPdu(
        octets[1],
        octets[2] & 0xff,
        order,
        serial,
        interfaceId,
        activity,
        boot,
        sequence,
        operation,
        fragment,
        body);
  }

  private static void check(String field, byte[] octets, int at, int low, int high)
      throws RpcFormatException {
    int value = at < octets.length ? octets[at] & 0xff : -1;
    if (value < low || value > high) {
      throw RpcFormatException.of(
          field, value, low == high ? Integer.toString(low) : low + "-" + high);
    }
  }

  public NdrReader reader() {
    return new NdrReader(body, order);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Returns the status of a fault or reject. */
  public long status() throws RpcFormatException {
    return reader().u32("status");
  }
}
