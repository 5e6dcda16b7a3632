package io.portprobe.protocols.internal.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Control packets of MQTT 5.0 and 3.1.1: a type, a length of one to four bytes, and a body. */
final class MqttPackets {
  static final int V5 = 5;
  static final int V3_1_1 = 4;

  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int SUBACK = 9;
  static final int DISCONNECT = 14;

  static final String VERSION_TOPIC = "$SYS/broker/version";

  private static final int SUBSCRIPTION = 1;
  static final int MAX_LENGTH_BYTES = 4;
  private static final int CLEAN_START = 2;
  private static final int KEEP_ALIVE_SECONDS = 60;

  private MqttPackets() {}

  /** Reads a variable byte integer (section 1.5.5); -1 if it is incomplete or too long. */
  static int variableInteger(ByteBuffer in) {
    int value = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES && in.hasRemaining(); i++) {
      int next = in.get() & 0xff;
      value |= (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }

  /** Reads a string after its length; empty if it is incomplete. */
  static Optional<String> string(ByteBuffer in) {
    int length = in.remaining() < Short.BYTES ? -1 : in.getShort() & 0xffff;
    if (length < 0 || length > in.remaining()) {
      return Optional.empty();
    }
    String text = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
    in.position(in.position() + length);
    return Optional.of(text);
  }

  static ByteBuffer connect(int version, String clientId) {
    ByteBuffer body = ByteBuffer.allocate(64);
    putString(body, "MQTT");
    body.put((byte) version).put((byte) CLEAN_START).putShort((short) KEEP_ALIVE_SECONDS);
    if (version == V5) {
      body.put((byte) 0); // no properties
    }
    putString(body, clientId);
    return packet(0x10, body);
  }

  /** Returns a subscription for the version of the broker, of quality of service 0. */
  static ByteBuffer subscribe(int version) {
    ByteBuffer body = ByteBuffer.allocate(64).putShort((short) SUBSCRIPTION);
    if (version == V5) {
      body.put((byte) 0); // no properties
    }
    putString(body, VERSION_TOPIC);
    return packet(0x82, body.put((byte) 0));
  }

  static byte[] disconnect() {
    return new byte[] {(byte) 0xe0, 0};
  }

  private static void putString(ByteBuffer body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.putShort((short) bytes.length).put(bytes);
  }

  private static ByteBuffer packet(int type, ByteBuffer body) {
    body.flip();
    return ByteBuffer.allocate(2 + body.remaining())
        .put((byte) type)
        .put((byte) body.remaining())
        .put(body)
        .flip();
  }
}
