package io.portprobe.protocols.internal.store;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Documents of BSON 1.1 (bsonspec.org), flattened to texts. Bounded in depth and number of values;
 * throws nothing for malformed bytes.
 */
final class Bson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_NAME = 256;

  private final Map<String, String> values = new LinkedHashMap<>();
  private int count;

  private Bson() {}

  /** Returns a document with a number 1, and optionally the database {@code admin}. */
  static byte[] command(String name, boolean database) {
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    elements.writeBytes(ascii("\u0010" + name + "\0\u0001\0\0\0"));
    if (database) {
      elements.writeBytes(ascii("\u0002$db\0\u0006\0\0\0admin\0"));
    }
    int length = Integer.BYTES + elements.size() + 1;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .put(elements.toByteArray())
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a document that fills a buffer, by paths; empty if it is malformed. */
  static Optional<Map<String, String>> read(ByteBuffer in) {
    Bson bson = new Bson();
    try {
      return bson.document("", in.order(ByteOrder.LITTLE_ENDIAN), 0) && !in.hasRemaining()
          ? Optional.of(bson.values)
          : Optional.empty();
    } catch (BufferUnderflowException truncated) {
      return Optional.empty();
    }
  }

  private boolean document(String prefix, ByteBuffer in, int depth) {
    int start = in.position();
    int length = in.getInt();
    if (length < 5 || length > in.limit() - start || depth == MAX_DEPTH) {
      return false;
    }
    while (true) {
      int type = in.get();
      if (type == 0) {
        return in.position() - start == length;
      }
      Optional<String> name = name(in);
      if (name.isEmpty()
          || ++count > MAX_VALUES
          || !element(type, prefix + name.get(), in, depth)) {
        return false;
      }
    }
  }

  private boolean element(int type, String path, ByteBuffer in, int depth) {
    if (type == 3 || type == 4) {
      return document(path + ".", in, depth + 1);
    }
    Optional<String> value = value(type, in);
    value.ifPresent(text -> values.put(path, text));
    return value.isPresent();
  }

  private static Optional<String> value(int type, ByteBuffer in) {
    return switch (type) {
      case 0x01 -> Optional.of(Double.toString(in.getDouble()));
      case 0x02, 0x0d, 0x0e -> string(in);
      case 0x05 -> binary(in);
      case 0x07 -> Optional.of(hex(in, 12)); // an object id
      case 0x08 -> Optional.of(Boolean.toString(in.get() != 0));
      case 0x09 -> Optional.of(Instant.ofEpochMilli(in.getLong()).toString());
      case 0x06, 0x0a -> Optional.of("null");
      case 0x10 -> Optional.of(Integer.toString(in.getInt()));
      case 0x11 -> Optional.of(Long.toUnsignedString(in.getLong()));
      case 0x12 -> Optional.of(Long.toString(in.getLong()));
      case 0x13 -> Optional.of(hex(in, 16)); // a decimal of 128 bits
      case 0x7f, -1 -> Optional.of(type == -1 ? "minimum key" : "maximum key");
      default -> Optional.empty(); // regular expressions and code are not in replies
    };
  }

  private static Optional<String> binary(ByteBuffer in) {
    int length = in.getInt();
    in.get(); // the subtype
    return length < 0 || length > in.remaining() ? Optional.empty() : Optional.of(hex(in, length));
  }

  private static String hex(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static Optional<String> string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 1 || length > in.remaining()) {
      return Optional.empty();
    }
    String text = StandardCharsets.UTF_8.decode(in.slice(in.position(), length - 1)).toString();
    in.position(in.position() + length - 1);
    return in.get() == 0 ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> name(ByteBuffer in) {
    int start = in.position();
    for (int i = 0; i <= MAX_NAME; i++) {
      if (in.get() == 0) {
        ByteBuffer name = in.slice(start, i);
        return Optional.of(StandardCharsets.UTF_8.decode(name).toString());
      }
    }
    return Optional.empty();
  }
}
