package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.protocols.internal.reaction.LengthFirst;
import io.portprobe.spi.ForeignReaction;
import java.nio.ByteBuffer;

/** The reaction of servers of ONC RPC over TCP to requests of other protocols. */
final class RpcRecords {
  /**
   * libtirpc and the kernel of Linux read fragments of about 1 MiB, and no server reads 64 MiB. The
   * first bit marks the last fragment (RFC 5531 section 11).
   */
  private static final LengthFirst FRAGMENT =
      new LengthFirst(4, 1, 1 << 20, 64 << 20, ForeignReaction.VARIES);

  private static final int LENGTH = 0x7fff_ffff;

  /** The header of a fragment, the transaction, the type and the version of RPC. */
  private static final int CALL_HEADER = 4 * Integer.BYTES;

  private static final int CALL = 0;
  private static final int RPC_VERSION = 2;

  private RpcRecords() {}

  /** A server responds to each call, also to one of a program that it does not have. */
  static ForeignReaction foreignReaction(ByteBuffer request) {
    if (request.remaining() < Integer.BYTES) {
      return ForeignReaction.WAITS;
    }
    ForeignReaction reaction =
        FRAGMENT.reaction(
            request.getInt(request.position()) & LENGTH, request.remaining() - Integer.BYTES);
    return reaction == ForeignReaction.VARIES && isCall(request)
        ? ForeignReaction.RESPONDS
        : reaction;
  }

  private static boolean isCall(ByteBuffer request) {
    int start = request.position();
    return request.remaining() >= CALL_HEADER
        && request.getInt(start) < 0 // the last fragment
        && request.getInt(start + 2 * Integer.BYTES) == CALL
        && request.getInt(start + 3 * Integer.BYTES) == RPC_VERSION;
  }
}
