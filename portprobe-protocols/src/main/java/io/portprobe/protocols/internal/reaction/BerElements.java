package io.portprobe.protocols.internal.reaction;

import io.portprobe.spi.ForeignReaction;
import java.nio.ByteBuffer;

/** The reaction of servers whose messages are sequences of BER. */
public final class BerElements {
  private static final byte SEQUENCE = 0x30;

  private BerElements() {}

  /**
   * Returns the reaction to a request: all servers close the connection after a complete element
   * that is no sequence. Some wait for the end of such an element.
   *
   * @param request the first bytes that a client sent
   */
  public static ForeignReaction reaction(ByteBuffer request) {
    int start = request.position();
    if (request.remaining() < 2 || request.get(start) == SEQUENCE) {
      return ForeignReaction.VARIES;
    }
    int length = request.get(start + 1); // negative: more bytes of the length follow
    return length >= 0 && request.remaining() >= 2 + length
        ? ForeignReaction.CLOSES
        : ForeignReaction.VARIES;
  }
}
