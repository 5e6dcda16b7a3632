package io.portprobe.protocols.internal.msrpc.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reader that splits a stream into PDUs. It buffers at most one PDU, 64 KiB, since frag_length
 * has 16 bits. It rejects a peer that does not speak RPC at the first octet.
 */
public final class ConnectionPduReader {
  private byte[] pending = new byte[ConnectionPdu.HEADER];
  private int filled;

  /**
   * Reads octets until a PDU is complete.
   *
   * @param in the octets received; its position moves past the octets read
   * @return the next PDU; null if it is not complete yet
   * @throws RpcFormatException if it is not a PDU of RPC version 5
   */
  public @Nullable ConnectionPdu next(ByteBuffer in) throws RpcFormatException {
    if (filled < ConnectionPdu.HEADER && !fillHeader(in)) {
      return null;
    }
    fill(in);
    return filled == pending.length ? take() : null;
  }

  /**
   * Returns whether the last octet read was the end of a PDU.
   *
   * @return false in the middle of a PDU
   */
  public boolean atBoundary() {
    return filled == 0;
  }

  private boolean fillHeader(ByteBuffer in) throws RpcFormatException {
    fill(in);
    checkStart();
    if (filled < ConnectionPdu.HEADER) {
      return false;
    }
    int length = (int) field(8, 2);
    if (length < ConnectionPdu.HEADER) {
      throw RpcFormatException.of("frag_length", length, "at least " + ConnectionPdu.HEADER);
    }
    pending = Arrays.copyOf(pending, length);
    return true;
  }

  private void fill(ByteBuffer in) {
    int taken = Math.min(in.remaining(), pending.length - filled);
    in.get(pending, filled, taken);
    filled += taken;
  }

  /** Checks version, type and data representation label (C706 section 12.6.3.1). */
  private void checkStart() throws RpcFormatException {
    check(0, 5, 5, "rpc_vers");
    check(1, 0, 1, "rpc_vers_minor");
    check(2, 0, 19, "PTYPE");
    if (filled > 4 && (pending[4] >> 4 & 0x0e) != 0) {
      throw new RpcFormatException(
          "drep: 0x" + hex(pending[4]) + " (expected: 0x00 big-endian or 0x10 little-endian)");
    }
  }

  private void check(int at, int low, int high, String name) throws RpcFormatException {
    int value = pending[at] & 0xff;
    if (filled > at && (value < low || value > high)) {
      String expected = low == high ? Integer.toString(low) : low + "-" + high;
      throw new RpcFormatException(
          name + ": 0x" + hex(pending[at]) + " (expected: " + expected + ")");
    }
  }

  private ConnectionPdu take() throws RpcFormatException {
    if (field(10, 2) != 0) {
      // The client requests no authentication, so a PDU must not have a verifier.
      throw RpcFormatException.of("auth_length", field(10, 2), "0");
    }
    ConnectionPdu pdu =
        new ConnectionPdu(pending[2], pending[3] & 0xff, order(), (int) field(12, 4), pending);
    pending = new byte[ConnectionPdu.HEADER];
    filled = 0;
    return pdu;
  }

  private ByteOrder order() {
    return (pending[4] & 0x10) != 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  private long field(int at, int size) {
    ByteBuffer view = ByteBuffer.wrap(pending).order(order());
    return size == 2 ? view.getShort(at) & 0xffff : view.getInt(at);
  }

  private static String hex(byte octet) {
    return String.format(Locale.ROOT, "%02x", octet);
  }
}
