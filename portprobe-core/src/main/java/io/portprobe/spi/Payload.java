package io.portprobe.spi;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes that a dialogue sends. A copy of those of the plug-in, which may re-use its array. */
final class Payload {
  private final ByteBuffer bytes;

  private Payload(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Copies the bytes from position to limit. The position does not change. */
  static Payload copyOf(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes.duplicate()).flip();
    return new Payload(copy.asReadOnlyBuffer());
  }

  /** Returns a new read-only view. */
  ByteBuffer view() {
    return bytes.duplicate();
  }

  int size() {
    return bytes.remaining();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /** Leaves out the bytes, which may contain a password. */
  @Override
  public String toString() {
    return size() + " bytes";
  }
}
