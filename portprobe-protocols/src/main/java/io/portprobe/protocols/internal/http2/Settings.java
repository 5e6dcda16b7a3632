package io.portprobe.protocols.internal.http2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The values of a SETTINGS frame (RFC 9113 section 6.5.1) in the order received. */
final class Settings {
  static final int HEADER_TABLE_SIZE = 1;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;
  static final int MAX_FRAME_SIZE = 5;
  static final int MAX_HEADER_LIST_SIZE = 6;
  static final int ENABLE_CONNECT_PROTOCOL = 8;

  private static final int SIZE = 6;
  private static final int MAX_SETTINGS = 64;

  private static final Map<Integer, String> NAMES =
      Map.of(
          HEADER_TABLE_SIZE,
          "HEADER_TABLE_SIZE",
          2,
          "ENABLE_PUSH",
          MAX_CONCURRENT_STREAMS,
          "MAX_CONCURRENT_STREAMS",
          INITIAL_WINDOW_SIZE,
          "INITIAL_WINDOW_SIZE",
          MAX_FRAME_SIZE,
          "MAX_FRAME_SIZE",
          MAX_HEADER_LIST_SIZE,
          "MAX_HEADER_LIST_SIZE",
          ENABLE_CONNECT_PROTOCOL,
          "ENABLE_CONNECT_PROTOCOL",
          9,
          "NO_RFC7540_PRIORITIES");

  private final Map<Integer, Long> values = new LinkedHashMap<>();

  private Settings() {}

  /** Reads a frame; empty if it is not the first SETTINGS of a server. */
  static Optional<Settings> read(Frame frame) {
    boolean valid =
        frame.type() == Frame.SETTINGS
            && frame.stream() == 0
            && frame.flags() == 0
            && frame.payload().remaining() % SIZE == 0
            && frame.payload().remaining() <= SIZE * MAX_SETTINGS;
    if (!valid) {
      return Optional.empty();
    }
    Settings settings = new Settings();
    ByteBuffer payload = frame.payload().duplicate();
    while (payload.hasRemaining()) {
      settings.values.put(payload.getShort() & 0xffff, payload.getInt() & 0xffff_ffffL);
    }
    return Optional.of(settings);
  }

  OptionalLong get(int id) {
    Long value = values.get(id);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Returns names and values. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    values.forEach(
        (id, value) ->
            texts.add(NAMES.getOrDefault(id, "0x" + Integer.toHexString(id)) + ": " + value));
    return texts;
  }
}
