package io.portprobe.protocols.internal.sunrpc;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A reply to a call (RFC 5531 section 9).
 *
 * @param kind whether the call succeeded
 * @param low the lowest supported version, in a version mismatch
 * @param high the highest supported version, in a version mismatch
 * @param status the status of an authentication error
 * @param results the results of a call that succeeded
 */
record RpcReply(Kind kind, long low, long high, int status, ByteBuffer results) {
  private static final int REPLY = 1;
  private static final int MAX_AUTH = 400; // section 8.2
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** The outcome of a call. */
  enum Kind {
    SUCCESS("success"),
    PROGRAM_UNAVAILABLE("program unavailable"),
    VERSION_MISMATCH("program version mismatch"),
    PROCEDURE_UNAVAILABLE("procedure unavailable"),
    GARBAGE_ARGUMENTS("arguments not decoded"),
    SYSTEM_ERROR("system error"),
    RPC_MISMATCH("RPC version mismatch"),
    AUTHENTICATION_ERROR("authentication error");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  /**
   * Decodes a reply.
   *
   * @param xid the transaction id of the call
   * @return empty if the message is not a reply to the call
   */
  static Optional<RpcReply> read(int xid, ByteBuffer reply) {
    try {
      ByteBuffer in = reply.slice();
      if (in.getInt() != xid || in.getInt() != REPLY) {
        return Optional.empty();
      }
      return switch (in.getInt()) {
        case 0 -> accepted(in);
        case 1 -> denied(in);
        default -> Optional.empty();
      };
    } catch (BufferUnderflowException truncated) {
      return Optional.empty();
    }
  }

  private static Optional<RpcReply> accepted(ByteBuffer in) {
    in.getInt(); // flavor of the verifier
    int verifier = in.getInt();
    if (verifier < 0 || verifier > MAX_AUTH || verifier % 4 != 0 || verifier > in.remaining()) {
      return Optional.empty();
    }
    in.position(in.position() + verifier);
    return switch (in.getInt()) {
      case 0 -> Optional.of(new RpcReply(Kind.SUCCESS, 0, 0, 0, in.slice()));
      case 1 -> without(Kind.PROGRAM_UNAVAILABLE);
      case 2 -> mismatch(Kind.VERSION_MISMATCH, in);
      case 3 -> without(Kind.PROCEDURE_UNAVAILABLE);
      case 4 -> without(Kind.GARBAGE_ARGUMENTS);
      case 5 -> without(Kind.SYSTEM_ERROR);
      default -> Optional.empty();
    };
  }

  private static Optional<RpcReply> denied(ByteBuffer in) {
    return switch (in.getInt()) {
      case 0 -> mismatch(Kind.RPC_MISMATCH, in);
      case 1 -> Optional.of(new RpcReply(Kind.AUTHENTICATION_ERROR, 0, 0, in.getInt(), NOTHING));
      default -> Optional.empty();
    };
  }

  private static Optional<RpcReply> without(Kind kind) {
    return Optional.of(new RpcReply(kind, 0, 0, 0, NOTHING));
  }

  private static Optional<RpcReply> mismatch(Kind kind, ByteBuffer in) {
    long low = in.getInt() & 0xffffffffL;
    long high = in.getInt() & 0xffffffffL;
    return Optional.of(new RpcReply(kind, low, high, 0, NOTHING));
  }

  /** Returns why the call failed; empty if it succeeded. */
  Optional<String> error() {
    return switch (kind) {
      case SUCCESS -> Optional.empty();
      case VERSION_MISMATCH, RPC_MISMATCH ->
          Optional.of(kind.description + ": " + low + " to " + high);
      case AUTHENTICATION_ERROR -> Optional.of(kind.description + " " + (status & 0xffffffffL));
      default -> Optional.of(kind.description);
    };
  }

  /** Leaves out the results, which come from the peer. */
  @Override
  public String toString() {
    return kind.description;
  }
}
