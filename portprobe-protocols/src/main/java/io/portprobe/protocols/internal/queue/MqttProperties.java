package io.portprobe.protocols.internal.queue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The properties of a CONNACK packet (MQTT 5.0 section 3.2.2.3). */
final class MqttProperties {
  private static final int USER_PROPERTY = 0x26;
  private static final int MAX_PROPERTIES = 200;

  private enum Type {
    BYTE,
    SHORT,
    INT,
    STRING,
    BINARY
  }

  private record Property(String name, Type type) {}

  private static final Map<Integer, Property> PROPERTIES =
      Map.ofEntries(
          Map.entry(0x11, new Property("session expiry interval", Type.INT)),
          Map.entry(0x12, new Property("assigned client identifier", Type.STRING)),
          Map.entry(0x13, new Property("server keep alive", Type.SHORT)),
          Map.entry(0x15, new Property("authentication method", Type.STRING)),
          Map.entry(0x16, new Property("authentication data", Type.BINARY)),
          Map.entry(0x1a, new Property("response information", Type.STRING)),
          Map.entry(0x1c, new Property("server reference", Type.STRING)),
          Map.entry(0x1f, new Property("reason string", Type.STRING)),
          Map.entry(0x21, new Property("receive maximum", Type.SHORT)),
          Map.entry(0x22, new Property("topic alias maximum", Type.SHORT)),
          Map.entry(0x24, new Property("maximum qos", Type.BYTE)),
          Map.entry(0x25, new Property("retain available", Type.BYTE)),
          Map.entry(0x27, new Property("maximum packet size", Type.INT)),
          Map.entry(0x28, new Property("wildcard subscription available", Type.BYTE)),
          Map.entry(0x29, new Property("subscription identifier available", Type.BYTE)),
          Map.entry(0x2a, new Property("shared subscription available", Type.BYTE)));

  private MqttProperties() {}

  /** Reads properties that fill a buffer after their length; empty if they are malformed. */
  static Optional<Map<String, String>> read(ByteBuffer in) {
    if (MqttPackets.variableInteger(in) != in.remaining()) {
      return Optional.empty();
    }
    Map<String, String> read = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      int id = in.get() & 0xff;
      boolean valid = id == USER_PROPERTY ? user(in, read) : property(id, in, read);
      if (!valid || read.size() > MAX_PROPERTIES) {
        return Optional.empty();
      }
    }
    return Optional.of(read);
  }

  private static boolean user(ByteBuffer in, Map<String, String> into) {
    Optional<String> name = MqttPackets.string(in);
    Optional<String> value = MqttPackets.string(in);
    if (name.isEmpty() || value.isEmpty()) {
      return false;
    }
    into.put("user property " + name.get(), value.get());
    return true;
  }

  private static boolean property(int id, ByteBuffer in, Map<String, String> into) {
    @Nullable Property property = PROPERTIES.get(id);
    if (property == null) {
      return false;
    }
    Optional<String> value = value(property.type(), in);
    value.ifPresent(text -> into.put(property.name(), text));
    return value.isPresent();
  }

  private static Optional<String> value(Type type, ByteBuffer in) {
    return switch (type) {
      case STRING -> MqttPackets.string(in);
      case BINARY -> binary(in);
      case BYTE -> number(in, Byte.BYTES);
      case SHORT -> number(in, Short.BYTES);
      case INT -> number(in, Integer.BYTES);
    };
  }

  private static Optional<String> number(ByteBuffer in, int bytes) {
    if (in.remaining() < bytes) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (in.get() & 0xff);
    }
    return Optional.of(Long.toString(value));
  }

  private static Optional<String> binary(ByteBuffer in) {
    int length = in.remaining() < Short.BYTES ? -1 : in.getShort() & 0xffff;
    if (length < 0 || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return Optional.of("0x" + HexFormat.of().formatHex(bytes));
  }
}
