package io.portprobe.protocols.internal.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * The part of a message that can be decoded, at least the question. A name server that sends one
 * malformed record is still a name server.
 */
final class DecodedMessage {
  /** The TC flag, in the third byte of the header. */
  private static final int TRUNCATED = 0x02;

  private final Message message;
  private final byte[] wire;
  private final int size;
  private final LenientDecoder decoder;
  private final @Nullable String problem;
  private final int trailing;

  private DecodedMessage(
      Message message, byte[] wire, int size, LenientDecoder decoder, MessageOutline outline) {
    this.message = message;
    this.wire = wire;
    this.size = size;
    this.decoder = decoder;
    this.problem =
        wire.length < size
            ? "only " + wire.length + " bytes of it were received"
            : joined(decoder.problem(), outline.problem());
    this.trailing = outline.trailing();
  }

  private static @Nullable String joined(Optional<String> one, @Nullable String other) {
    return other == null ? one.orElse(null) : one.map(text -> text + "; " + other).orElse(other);
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
    copy[2] &= ~TRUNCATED;
    LenientDecoder decoder = new LenientDecoder(copy, outline);
    return new DecodedMessage(decoder.decode(), wire, size, decoder, outline);
  }

  /** Returns the decoded part. Its TC flag is not that of the message: see {@link #truncated()}. */
  Message message() {
    return message;
  }

  /**
   * A decoded record.
   *
   * @param record the record
   * @param ttl its time to live as received, which dnsjava changes to 0 above 2^31 - 1
   */
  record Received(Record record, long ttl) {}

  /** Returns the decoded records of a section. */
  List<Received> records(int section) {
    List<Received> records = new ArrayList<>();
    int index = decoder.firstIndexOf(section);
    for (Record record : message.getSection(section)) {
      if (!decoder.isPassedOver(record)) {
        records.add(new Received(record, decoder.ttl(index)));
      }
      index++;
    }
    return records;
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
