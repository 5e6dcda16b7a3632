package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;

/**
 * Record marking over TCP (RFC 5531 section 11): a message is a sequence of fragments, each
 * preceded by four bytes, of which the highest bit marks the last fragment. A frame contains all
 * fragments of a message with their headers.
 */
final class RecordMarking implements Framing {
  /** More than 1,000 entries of both lists. */
  static final int MAX_RECORD = 256 * 1024;

  private static final int HEADER = 4;
  private static final int LAST = 0x8000_0000;
  private static final int MAX_FRAGMENTS = 64;

  @Override
  public int length(ByteBuffer received) {
    int start = received.position();
    long length = 0;
    for (int fragments = 0; fragments < MAX_FRAGMENTS; fragments++) {
      if (length + HEADER > received.remaining()) {
        return INCOMPLETE;
      }
      int header = received.getInt(start + (int) length);
      length += HEADER + (long) (header & ~LAST); // the sum may exceed an int
      if (length > MAX_RECORD) {
        return INVALID;
      }
      if ((header & LAST) != 0) {
        return (int) length;
      }
    }
    return INVALID;
  }

  /** Returns the message of a frame, without the headers of its fragments. */
  static ByteBuffer message(ByteBuffer frame) {
    ByteBuffer in = frame.slice();
    ByteBuffer joined = ByteBuffer.allocate(in.remaining());
    while (in.hasRemaining()) {
      int length = in.getInt() & ~LAST;
      joined.put(in.slice(in.position(), length));
      in.position(in.position() + length);
    }
    return joined.flip();
  }

  @Override
  public int maxLength() {
    return MAX_RECORD;
  }

  @Override
  public byte[] frame(byte[] call) {
    return ByteBuffer.allocate(HEADER + call.length).putInt(LAST | call.length).put(call).array();
  }
}
