package io.portprobe.protocols.internal.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A field table of AMQP 0-9-1 (section 4.2.5.5, with the types of RabbitMQ), flattened to texts.
 * Bounded in depth and number of fields; throws nothing for malformed bytes.
 */
final class AmqpTable {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_FIELDS = 500;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private int count;

  private AmqpTable() {}

  /** Reads a table; empty if it is malformed. */
  static Optional<Map<String, String>> read(ByteBuffer in) {
    AmqpTable table = new AmqpTable();
    return table.table("", in, 0) ? Optional.of(table.fields) : Optional.empty();
  }

  /** Reads a text after its length of four bytes; empty if it is incomplete. */
  static Optional<String> longString(ByteBuffer in) {
    return part(in).map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString());
  }

  /** Reads a part of the buffer after its length of four bytes. */
  private static Optional<ByteBuffer> part(ByteBuffer in) {
    int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    if (length < 0 || length > in.remaining()) {
      return Optional.empty();
    }
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return Optional.of(part);
  }

  private boolean table(String prefix, ByteBuffer in, int depth) {
    Optional<ByteBuffer> table = part(in);
    if (table.isEmpty() || depth == MAX_DEPTH) {
      return false;
    }
    ByteBuffer rest = table.get();
    while (rest.hasRemaining()) {
      int length = rest.get() & 0xff;
      if (length >= rest.remaining()) {
        return false;
      }
      String name = StandardCharsets.UTF_8.decode(rest.slice(rest.position(), length)).toString();
      rest.position(rest.position() + length);
      if (!field(prefix + name, rest, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean array(String prefix, ByteBuffer in, int depth) {
    Optional<ByteBuffer> array = part(in);
    if (array.isEmpty() || depth == MAX_DEPTH) {
      return false;
    }
    ByteBuffer rest = array.get();
    for (int i = 0; rest.hasRemaining(); i++) {
      if (!field(prefix + i, rest, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean field(String name, ByteBuffer in, int depth) {
    char type = (char) (in.get() & 0xff);
    if (++count > MAX_FIELDS) {
      return false;
    }
    if (type == 'F') {
      return table(name + ".", in, depth + 1);
    }
    if (type == 'A') {
      return array(name + ".", in, depth + 1);
    }
    Optional<String> value = value(type, in);
    value.ifPresent(text -> fields.put(name, text));
    return value.isPresent();
  }

  private static Optional<String> value(char type, ByteBuffer in) {
    return switch (type) {
      case 'S' -> longString(in);
      case 'x' -> part(in).map(AmqpTable::hex);
      case 'V' -> Optional.of("");
      case 't' -> number(in, 1).map(value -> Boolean.toString(value != 0));
      case 'b' -> number(in, 1).map(value -> Byte.toString(value.byteValue()));
      case 'B' -> number(in, 1).map(value -> Long.toString(value));
      case 's', 'U' -> number(in, 2).map(value -> Short.toString(value.shortValue()));
      case 'u' -> number(in, 2).map(value -> Long.toString(value));
      case 'I' -> number(in, 4).map(value -> Integer.toString(value.intValue()));
      case 'i' -> number(in, 4).map(value -> Long.toString(value));
      case 'l', 'L', 'T' -> number(in, 8).map(value -> Long.toString(value));
      case 'f' -> number(in, 4).map(bits -> Float.toString(Float.intBitsToFloat(bits.intValue())));
      case 'd' -> number(in, 8).map(bits -> Double.toString(Double.longBitsToDouble(bits)));
      case 'D' -> number(in, 1).flatMap(scale -> number(in, 4).map(value -> value + "E-" + scale));
      default -> Optional.empty();
    };
  }

  private static Optional<Long> number(ByteBuffer in, int bytes) {
    if (in.remaining() < bytes) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (in.get() & 0xff);
    }
    return Optional.of(value);
  }

  private static String hex(ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
