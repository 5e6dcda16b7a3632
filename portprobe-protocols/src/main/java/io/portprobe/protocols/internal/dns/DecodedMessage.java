package io.portprobe.protocols.internal.dns;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * As much of a message as can be read. A name server that errs in one record is a name server
 * still, so a message is read up to the first record that makes no sense, at worst to the end of
 * its question.
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
    this.problem = wire.length < size ? "only " + wire.length + " bytes of it came" : problem;
    this.trailing = trailing;
  }

  /** Reads what came, at least {@link MessageOutline#HEADER} bytes, of a message of a size. */
  static DecodedMessage read(byte[] wire, int size) throws ResponseMismatchException {
    MessageOutline outline = MessageOutline.of(wire);
    byte[] copy = wire.clone();
    for (int section = 0; section < MessageOutline.SECTIONS; section++) {
      setCount(copy, section, outline.count(section));
    }
    copy[2] &= ~TRUNCATED;
    try {
      return new DecodedMessage(decode(copy), wire, size, outline.problem(), outline.trailing());
    } catch (IOException e) {
      String problem = "a record cannot be read: " + e.getMessage();
      return new DecodedMessage(readable(copy), wire, size, problem, 0);
    }
  }

  /** With TC set the decoder keeps what it has when it fails, in most of its ways to fail. */
  private static Message readable(byte[] copy) throws ResponseMismatchException {
    copy[2] |= TRUNCATED;
    try {
      return decode(copy);
    } catch (IOException e) {
      return questionOnly(copy);
    }
  }

  private static Message questionOnly(byte[] copy) throws ResponseMismatchException {
    for (int section = 1; section < MessageOutline.SECTIONS; section++) {
      setCount(copy, section, 0);
    }
    try {
      return decode(copy);
    } catch (IOException e) {
      throw new ResponseMismatchException("a message whose question cannot be read", e);
    }
  }

  /** The decoder's unchecked exceptions are as much the message's fault as its checked ones. */
  private static Message decode(byte[] wire) throws IOException {
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

  /** What could be read. Its TC flag means nothing, see {@link #truncated()}. */
  Message message() {
    return message;
  }

  /** The length of the whole message in bytes. */
  int size() {
    return size;
  }

  /** How many questions the header speaks of. */
  int announcedQuestions() {
    return (wire[4] & 0xff) << 8 | (wire[5] & 0xff);
  }

  /** The message's own TC flag. */
  boolean truncated() {
    return (wire[2] & TRUNCATED) != 0;
  }

  /** Whether every announced record was read. */
  boolean complete() {
    return problem == null;
  }

  /** Why not every announced record was read. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** How many bytes follow the last record. */
  int trailing() {
    return trailing;
  }
}
