package io.portprobe.spi;

import java.nio.ByteBuffer;

/** Messages that follow their length. */
record LengthPrefix(int headerLength, int maxMessage) implements Framing {
  private static final int MAX_BYTES = 4;

  LengthPrefix {
    if (headerLength < 1 || headerLength > MAX_BYTES) {
      throw new IllegalArgumentException("bytes: " + headerLength + " (expected: 1-4)");
    }
    if (maxMessage < 1 || maxMessage > Integer.MAX_VALUE - MAX_BYTES) {
      throw new IllegalArgumentException(
          "maxMessage: " + maxMessage + " (expected: 1-" + (Integer.MAX_VALUE - MAX_BYTES) + ")");
    }
  }

  @Override
  public int length(ByteBuffer received) {
    if (received.remaining() < headerLength) {
      return INCOMPLETE;
    }
    long message = 0;
    for (int i = 0; i < headerLength; i++) {
      message = (message << Byte.SIZE) | Byte.toUnsignedInt(received.get());
    }
    return message > maxMessage ? INVALID : headerLength + (int) message;
  }

  @Override
  public int maxLength() {
    return headerLength + maxMessage;
  }

  @Override
  public byte[] frame(byte[] message) {
    if ((long) message.length >> (Byte.SIZE * headerLength) != 0) {
      throw new IllegalArgumentException(
          "message: "
              + message.length
              + " bytes (expected: a length of "
              + headerLength
              + " bytes)");
    }
    byte[] frame = new byte[headerLength + message.length];
    for (int i = 0; i < headerLength; i++) {
      frame[i] = (byte) (message.length >> (Byte.SIZE * (headerLength - 1 - i)));
    }
    System.arraycopy(message, 0, frame, headerLength, message.length);
    return frame;
  }
}
