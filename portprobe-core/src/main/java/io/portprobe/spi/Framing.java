package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;

/**
 * A rule that divides a TCP stream into frames. Implementations are stateless and thread-safe.
 *
 * @see FrameDialogue
 */
public interface Framing {
  /** The result of {@link #length} if more bytes are needed to know the length. */
  int INCOMPLETE = 0;

  /** The result of {@link #length} if the bytes are not a frame of the protocol. */
  int INVALID = -1;

  /**
   * Returns the length of the frame that received bytes start with.
   *
   * @param received at least one byte, read-only; the position does not matter afterwards
   * @return the length in bytes with the header, also if the frame is not received completely;
   *     {@link #INCOMPLETE} or {@link #INVALID}
   */
  int length(ByteBuffer received);

  /**
   * Returns the length of the header, which is not a part of the message.
   *
   * @return 0 by default
   */
  default int headerLength() {
    return 0;
  }

  /**
   * Returns the maximum length of a frame. A longer frame is a mismatch, so that a peer cannot make
   * the dialogue wait for bytes that never come.
   *
   * @return bytes, with the header
   */
  int maxLength();

  /**
   * Returns a message as a frame.
   *
   * @param message the message
   * @return the frame, by default the message itself
   * @throws IllegalArgumentException if no frame can contain the message
   */
  default byte[] frame(byte[] message) {
    return message;
  }

  /**
   * Returns the rule of messages that follow their length as an unsigned big-endian number, as over
   * TCP in DNS (RFC 1035 section 4.2.2, two bytes) and Kerberos (RFC 4120 section 7.2.2, four).
   *
   * @param bytes the size of the number, 1 to 4
   * @param maxMessage the maximum length of a received message in bytes, 1 to 2,147,483,643
   * @return the rule
   * @throws IllegalArgumentException if an argument is out of range
   */
  static Framing lengthPrefix(int bytes, int maxMessage) {
    return new LengthPrefix(bytes, maxMessage);
  }

  /**
   * Returns the rule of frames whose header contains their length.
   *
   * @param maxLength the maximum length of a frame in bytes
   * @param length returns the length as {@link #length} does
   * @return the rule, without a header to remove
   */
  static Framing of(int maxLength, ToIntFunction<ByteBuffer> length) {
    return new Framing() {
      @Override
      public int length(ByteBuffer received) {
        return length.applyAsInt(received);
      }

      @Override
      public int maxLength() {
        return maxLength;
      }
    };
  }
}
