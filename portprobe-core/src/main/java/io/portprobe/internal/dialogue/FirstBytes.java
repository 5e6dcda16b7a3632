package io.portprobe.internal.dialogue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The first bytes of a peer, kept as evidence. Confined to the event loop. */
public final class FirstBytes {
  private static final int MAX = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

  /** Appends bytes up to the maximum. The position of the buffer does not change. */
  public void append(ByteBuffer received) {
    int count = Math.min(received.remaining(), MAX - bytes.size());
    if (count > 0) {
      byte[] copy = new byte[count];
      received.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
  }

  /** Returns how many bytes are kept. */
  public int size() {
    return bytes.size();
  }

  /** Returns a read-only copy of at most 512 bytes. */
  public ByteBuffer copy() {
    return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
  }
}
