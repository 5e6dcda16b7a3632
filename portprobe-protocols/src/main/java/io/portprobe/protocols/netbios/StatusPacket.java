package io.portprobe.protocols.netbios;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A response as it is on the wire (RFC 1002 section 4.2.18). Names of records are stepped over, so
 * a compression pointer is never followed.
 */
final class StatusPacket {
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int TRUNCATED = 0x0200;
  private static final int RCODE = 0x000f;

  /** RFC 1002 sections 4.2.6, 4.2.11 and 4.2.14. */
  private static final List<String> RCODES =
      List.of("", "FMT_ERR", "SRV_ERR", "NAM_ERR", "IMP_ERR", "RFS_ERR", "ACT_ERR", "CFT_ERR");

  private final ByteBuffer in;

  private StatusPacket(ByteBuffer in) {
    this.in = in;
  }

  /** Reads one datagram. Whatever the bytes are, nothing is thrown but NoResponseException. */
  static StatusData read(int id, ByteBuffer datagram) throws NoResponseException {
    try {
      return new StatusPacket(datagram).data(id);
    } catch (BufferUnderflowException e) {
      throw new NoResponseException("a datagram that ends too early");
    }
  }

  private StatusData data(int id) throws NoResponseException {
    int actual = u16();
    int flags = u16();
    if (actual != id) {
      throw new NoResponseException("transaction id: " + actual + " (expected: " + id + ")");
    }
    if ((flags & RESPONSE) == 0 || (flags & OPCODE) != 0) {
      throw new NoResponseException("flags: " + flags + " (expected: a response to a query)");
    }
    int questions = u16();
    int answers = u16();
    skip(4); // the counts of the two sections that do not matter
    int rcode = flags & RCODE;
    if (rcode != 0) {
      return StatusData.none("the response is negative: " + name(rcode));
    }
    for (int i = 0; i < questions; i++) {
      skipName();
      skip(4);
    }
    return nodeStatus(answers, (flags & TRUNCATED) != 0);
  }

  private static String name(int rcode) {
    return rcode < RCODES.size() ? RCODES.get(rcode) + " (" + rcode + ")" : "code " + rcode;
  }

  private StatusData nodeStatus(int answers, boolean truncated) throws NoResponseException {
    for (int i = 0; i < answers; i++) {
      skipName();
      int type = u16();
      int recordClass = u16();
      skip(4); // TTL
      int length = u16();
      if (type == NodeStatusRequest.NBSTAT && recordClass == NodeStatusRequest.INTERNET) {
        ByteBuffer present = in.slice(in.position(), Math.min(length, in.remaining()));
        return StatusData.read(present, length, truncated);
      }
      skip(length);
    }
    throw new NoResponseException("no node status record among " + answers + " answers");
  }

  private void skipName() throws NoResponseException {
    int length = in.get() & 0xff;
    while (length > 0 && length <= 63) {
      skip(length);
      length = in.get() & 0xff;
    }
    if (length >= 0xc0) {
      skip(1);
    } else if (length != 0) {
      throw new NoResponseException("label length: " + length + " (expected: 0-63)");
    }
  }

  private void skip(int bytes) {
    if (bytes > in.remaining()) {
      throw new BufferUnderflowException();
    }
    in.position(in.position() + bytes);
  }

  private int u16() {
    return in.getShort() & 0xffff;
  }
}
