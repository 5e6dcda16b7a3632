package io.portprobe.protocols.internal.reaction;

import io.portprobe.spi.ForeignReaction;
import java.nio.ByteBuffer;

/**
 * The reaction of servers that read the length of a message first, in network byte order. They wait
 * for the rest of a message, and close the connection if its length is out of their range.
 * Immutable.
 *
 * @param size the bytes of the length: 2 or 4
 * @param min the least length that a server accepts
 * @param max the greatest length that all servers accept
 * @param limit a length that no server accepts is greater
 * @param complete the reaction to a complete message, which is not valid
 */
public record LengthFirst(int size, long min, long max, long limit, ForeignReaction complete) {

  /** Returns the reaction of servers that read four bytes and close after an invalid message. */
  public static LengthFirst ofFourBytes(long min, long max, long limit) {
    return new LengthFirst(4, min, max, limit, ForeignReaction.CLOSES);
  }

  /**
   * Returns the reaction to a request whose length does not count itself.
   *
   * @param request the first bytes that a client sent
   */
  public ForeignReaction reaction(ByteBuffer request) {
    if (request.remaining() < size) {
      return ForeignReaction.WAITS;
    }
    ByteBuffer bytes = request.slice();
    long length =
        size == Short.BYTES
            ? Short.toUnsignedLong(bytes.getShort())
            : Integer.toUnsignedLong(bytes.getInt());
    return reaction(length, bytes.remaining());
  }

  /**
   * Returns the reaction to a length.
   *
   * @param length the length
   * @param received how many bytes of that length were received
   */
  public ForeignReaction reaction(long length, int received) {
    if (length < min || length > limit) {
      return ForeignReaction.CLOSES;
    }
    if (length > max) {
      return ForeignReaction.VARIES;
    }
    return received < length ? ForeignReaction.WAITS : complete;
  }
}
