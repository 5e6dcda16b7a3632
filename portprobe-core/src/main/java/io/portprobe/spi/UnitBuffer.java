package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of a stream that are not processed yet. Not thread-safe. */
final class UnitBuffer {
  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  void append(ByteBuffer received) {
    int count = received.remaining();
    if (end + count > bytes.length) {
      int size = size();
      byte[] larger = new byte[Math.max(size + count, 2 * size)];
      System.arraycopy(bytes, start, larger, 0, size);
      bytes = larger;
      start = 0;
      end = size;
    }
    received.get(bytes, end, count);
    end += count;
  }

  int size() {
    return end - start;
  }

  byte at(int index) {
    return bytes[start + index];
  }

  /** Returns a read-only view that is valid until the next change. */
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, start, size()).slice().asReadOnlyBuffer();
  }

  byte[] copy(int from, int length) {
    return Arrays.copyOfRange(bytes, start + from, start + from + length);
  }

  void skip(int count) {
    start += count;
  }

  void clear() {
    start = 0;
    end = 0;
  }
}
