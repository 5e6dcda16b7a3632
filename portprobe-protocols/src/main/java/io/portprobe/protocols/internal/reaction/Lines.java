package io.portprobe.protocols.internal.reaction;

import io.portprobe.spi.ForeignReaction;
import java.nio.ByteBuffer;

/** The reaction of servers that read lines. */
public final class Lines {
  private static final byte[] HOST = {'\n', 'H', 'o', 's', 't', ':'};

  private Lines() {}

  /**
   * Returns the reaction of a server that waits for the end of a line, responds to each line, and
   * closes the connection to a client of HTTP, which may be a browser that a page misuses.
   *
   * @param request the first bytes that a client sent
   * @param ends whether a byte of zero ends what the server reads, as in a C string
   */
  public static ForeignReaction reaction(ByteBuffer request, boolean ends) {
    for (int i = request.position(); i < request.limit(); i++) {
      byte value = request.get(i);
      if (value == '\n') {
        return reactionToLine(request, i);
      }
      if (value == 0 && ends) {
        return ForeignReaction.WAITS;
      }
    }
    return ForeignReaction.WAITS;
  }

  private static ForeignReaction reactionToLine(ByteBuffer request, int end) {
    if (request.limit() - end >= HOST.length
        && request.slice(end, HOST.length).equals(ByteBuffer.wrap(HOST))) {
      return ForeignReaction.CLOSES;
    }
    boolean blank = end - request.position() <= 1;
    return blank ? ForeignReaction.VARIES : ForeignReaction.RESPONDS;
  }
}
