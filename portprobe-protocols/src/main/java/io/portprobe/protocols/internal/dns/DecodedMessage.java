package io.portprobe.protocols.internal.dns;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * The part of a message that can be decoded: up to the first malformed record, at least the
 * question. A name server that sends one malformed record is still a name server.
 */
final class DecodedMessage {
  /** The TC flag, in the third byte of the header. */
  private static final int TRUNCATED = 0x02;

  private final Message message;
  private final byte[] wire;
  private final int size;
  private final @Nullable String problem;
  private final int trailing;

  private DecodedMessage(
      Message message, byte[] wire, int size, @Nullable String problem, int trailing) {
    this.message = message;
    this.wire = wire;
    this.size = size;
    this.problem =
        wire.length < size ? "only " + wire.length + " bytes of it were received" : problem;
    this.trailing = trailing;
  }

  /**
   * Decodes a message.
   *
   * @param wire the bytes received, at least {@link MessageOutline#HEADER}
   * @param size the length of the whole message in bytes
   * @throws ResponseMismatchException if the question cannot be decoded
   */
  static DecodedMessage decode(byte[] wire, int size) throws ResponseMismatchException {
    MessageOutline outline = MessageOutline.of(wire);
    byte[] copy = wire.clone();
    for (int section = 0; section < MessageOutline.SECTIONS; section++) {
      setCount(copy, section, outline.count(section));
    }
    copy[2] &= ~TRUNCATED;
    try {
      return new DecodedMessage(parse(copy), wire, size, outline.problem(), outline.trailing());
    } catch (IOException e) {
      String problem = "a record does not decode: " + e.getMessage();
      return new DecodedMessage(readable(copy), wire, size, problem, 0);
    }
  }

  /** With TC set, dnsjava keeps the records before the first malformed one, for most errors. */
  private static Message readable(byte[] copy) throws ResponseMismatchException {
    copy[2] |= TRUNCATED;
    try {
      return parse(copy);
    } catch (IOException e) {
      return questionOnly(copy);
    }
  }

  private static Message questionOnly(byte[] copy) throws ResponseMismatchException {
    for (int section = 1; section < MessageOutline.SECTIONS; section++) {
      setCount(copy, section, 0);
    }
    try {
      return parse(copy);
    } catch (IOException e) {
      throw new ResponseMismatchException("a message whose question does not decode", e);
    }
  }

  /** Parses a message. dnsjava throws checked and unchecked exceptions for malformed messages. */
  private static Message parse(byte[] wire) throws IOException {
    try {
      return new Message(wire);
    } catch (RuntimeException e) {
      throw new IOException(e.toString(), e);
    }
  }

  private static void setCount(byte[] wire, int section, int count) {
    wire[4 + 2 * section] = (byte) (count >> 8);
    wire[5 + 2 * section] = (byte) count;
  }

  /** Returns the decoded part. Its TC flag is not that of the message: see {@link #truncated()}. */
  Message message() {
    return message;
  }

  /** Returns the length of the whole message in bytes. */
  int size() {
    return size;
  }

  /** Returns the number of questions that the header announces. */
  int announcedQuestions() {
    return (wire[4] & 0xff) << 8 | (wire[5] & 0xff);
  }

  /** Returns the TC flag of the message. */
  boolean truncated() {
    return (wire[2] & TRUNCATED) != 0;
  }

  /** Returns whether all announced records were decoded. */
  boolean complete() {
    return problem == null;
  }

  /** Returns why not all announced records were decoded; empty if they were. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Returns the number of bytes after the last record. */
  int trailing() {
    return trailing;
  }
}
