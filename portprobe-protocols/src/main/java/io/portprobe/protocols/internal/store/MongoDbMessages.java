package io.portprobe.protocols.internal.store;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Messages of the MongoDB wire protocol: OP_MSG, and the older OP_QUERY and OP_REPLY. */
final class MongoDbMessages {
  private static final int HEADER = 16;
  private static final int MAX_MESSAGE = 256 << 10;
  private static final int OP_REPLY = 1;
  private static final int OP_QUERY = 2004;
  private static final int OP_MSG = 2013;

  /** Flags, cursor, start and number of documents of OP_REPLY. */
  private static final int REPLY_FIELDS = 20;

  private static final int CHECKSUM_PRESENT = 1;
  private static final byte[] COMMANDS = "admin.$cmd\0".getBytes(StandardCharsets.US_ASCII);

  static final Framing FRAMING = Framing.of(MAX_MESSAGE, MongoDbMessages::length);

  private MongoDbMessages() {}

  private static int length(ByteBuffer received) {
    if (received.limit() < Integer.BYTES) {
      return Framing.INCOMPLETE;
    }
    int length = received.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
    return length < HEADER + 10 || length > MAX_MESSAGE ? Framing.INVALID : length;
  }

  /** Returns a command for the database {@code admin} as OP_MSG. */
  static byte[] command(int id, String name) {
    byte[] document = Bson.command(name, true);
    return header(id, OP_MSG, 5 + document.length)
        .putInt(0) // flags
        .put((byte) 0) // one document
        .put(document)
        .array();
  }

  /** Returns a command for the database {@code admin} as OP_QUERY. */
  static byte[] query(int id, String name) {
    byte[] document = Bson.command(name, false);
    return header(id, OP_QUERY, 12 + COMMANDS.length + document.length)
        .putInt(0) // flags
        .put(COMMANDS)
        .putInt(0) // skip
        .putInt(-1) // return one document
        .put(document)
        .array();
  }

  private static ByteBuffer header(int id, int operation, int length) {
    return ByteBuffer.allocate(HEADER + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(HEADER + length)
        .putInt(id)
        .putInt(0)
        .putInt(operation);
  }

  /** Returns the id of the request that a message responds to. */
  static int responseTo(ByteBuffer message) {
    return message.order(ByteOrder.LITTLE_ENDIAN).getInt(8);
  }

  /** Returns the document of a response; empty if the message is not a response. */
  static Optional<Map<String, String>> document(ByteBuffer message) {
    ByteBuffer in = message.slice(HEADER, message.limit() - HEADER);
    int operation = message.order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    in.order(ByteOrder.LITTLE_ENDIAN);
    if (operation == OP_REPLY && in.limit() > REPLY_FIELDS) {
      return Bson.read(in.slice(REPLY_FIELDS, in.limit() - REPLY_FIELDS));
    }
    if (operation != OP_MSG || in.get(4) != 0) {
      return Optional.empty();
    }
    int checksum = (in.getInt(0) & CHECKSUM_PRESENT) == 0 ? 0 : Integer.BYTES;
    int length = in.limit() - 5 - checksum;
    return length < 5 ? Optional.empty() : Bson.read(in.slice(5, length));
  }
}
