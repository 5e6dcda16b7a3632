package io.portprobe.protocols.internal.store;

import io.portprobe.spi.Framing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Frames of the native protocol of Cassandra (native_protocol_v4.spec, section 2). */
final class CassandraFrames {
  private static final int HEADER = 9;
  private static final int MAX_FRAME = 64 << 10;
  private static final int VERSION = 4;
  private static final int MIN_VERSION = 3;
  private static final int MAX_VERSION = 5;
  private static final int RESPONSE = 0x80;
  private static final byte OPTIONS = 5;
  private static final int ERROR = 0;
  private static final int SUPPORTED = 6;
  private static final int MAX_OPTIONS = 200;
  private static final int MAX_VALUES = 200;

  static final Framing FRAMING = Framing.of(MAX_FRAME, CassandraFrames::length);

  private CassandraFrames() {}

  private static int length(ByteBuffer received) {
    int version = (received.get(0) & 0xff) - RESPONSE;
    if (version < MIN_VERSION || version > MAX_VERSION) {
      return Framing.INVALID;
    }
    if (received.limit() < HEADER) {
      return Framing.INCOMPLETE;
    }
    int body = received.getInt(5);
    return body < 0 || body > MAX_FRAME - HEADER ? Framing.INVALID : HEADER + body;
  }

  /** Returns an OPTIONS frame. */
  static byte[] options(int stream) {
    return ByteBuffer.allocate(HEADER)
        .put((byte) VERSION)
        .put((byte) 0) // flags
        .putShort((short) stream)
        .put(OPTIONS)
        .array();
  }

  /** Returns the stream id of a frame. */
  static int stream(ByteBuffer frame) {
    return frame.getShort(2);
  }

  /** Returns what a frame shows; empty if it is neither SUPPORTED nor ERROR, or is malformed. */
  static Optional<CassandraFinding> read(ByteBuffer frame) {
    int version = (frame.get(0) & 0xff) - RESPONSE;
    ByteBuffer in = frame.slice(HEADER, frame.limit() - HEADER);
    try {
      return switch (frame.get(4)) {
        case SUPPORTED -> supported(version, in);
        case ERROR -> error(version, in);
        default -> Optional.empty();
      };
    } catch (BufferUnderflowException truncated) {
      return Optional.empty();
    }
  }

  private static Optional<CassandraFinding> supported(int version, ByteBuffer in) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    int count = in.getShort() & 0xffff;
    for (int i = 0; i < count; i++) {
      String name = string(in);
      List<String> values = new ArrayList<>();
      int length = in.getShort() & 0xffff;
      for (int j = 0; j < length; j++) {
        values.add(string(in));
      }
      options.put(name, values);
      if (i == MAX_OPTIONS || length > MAX_VALUES) {
        return Optional.empty();
      }
    }
    return in.hasRemaining()
        ? Optional.empty()
        : Optional.of(
            new CassandraFinding(version, options, OptionalInt.empty(), Optional.empty()));
  }

  private static Optional<CassandraFinding> error(int version, ByteBuffer in) {
    int code = in.getInt();
    String message = string(in);
    return Optional.of(
        new CassandraFinding(version, Map.of(), OptionalInt.of(code), Optional.of(message)));
  }

  private static String string(ByteBuffer in) {
    int length = in.getShort() & 0xffff;
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    String text = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
    in.position(in.position() + length);
    return text;
  }
}
