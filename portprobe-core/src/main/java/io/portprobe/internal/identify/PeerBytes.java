package io.portprobe.internal.identify;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The first bytes in one direction of one connection. Confined to the event loop. */
final class PeerBytes {
  /** Enough for each greeting; a peer may send without end. */
  static final int MAX = 4_096;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

  void append(ByteBuffer added) {
    int count = Math.min(added.remaining(), MAX - bytes.size());
    if (count > 0) {
      byte[] copy = new byte[count];
      added.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
  }

  void clear() {
    bytes.reset();
  }

  int size() {
    return bytes.size();
  }

  boolean isFull() {
    return bytes.size() == MAX;
  }

  ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
  }

  /** Returns whether these bytes are the beginning of others, or begin with all of them. */
  boolean echoes(PeerBytes others) {
    ByteBuffer mine = buffer();
    ByteBuffer theirs = others.buffer();
    int length = Math.min(mine.remaining(), theirs.remaining());
    return length > 0 && mine.limit(length).equals(theirs.limit(length));
  }
}
