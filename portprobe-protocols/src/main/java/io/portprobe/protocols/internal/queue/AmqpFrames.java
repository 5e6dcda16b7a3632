package io.portprobe.protocols.internal.queue;

import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The first frame of a broker: a protocol header or a method (AMQP 0-9-1 section 4.2). */
final class AmqpFrames {
  private static final byte[] NAME = "AMQP".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 8;
  private static final int FRAME_HEADER = 7;
  private static final int MAX_FRAME = 64 << 10;
  private static final int METHOD = 1;
  private static final int MAX_WORDS = 200;
  private static final byte FRAME_END = (byte) 0xce;

  /** Class 10, method 10 and version 0-9. */
  private static final byte[] START = {0, 10, 0, 10, 0, 9};

  /** The known headers: protocol id, major, minor and revision. */
  private static final Map<List<Integer>, String> VERSIONS =
      Map.ofEntries(
          Map.entry(List.of(0, 0, 9, 1), "0-9-1"),
          Map.entry(List.of(1, 1, 0, 9), "0-9"),
          Map.entry(List.of(1, 1, 8, 0), "0-8"),
          Map.entry(List.of(1, 1, 0, 10), "0-10"),
          Map.entry(List.of(0, 1, 0, 0), "1.0.0"),
          Map.entry(List.of(2, 1, 0, 0), "1.0.0 (TLS)"),
          Map.entry(List.of(3, 1, 0, 0), "1.0.0 (SASL)"));

  static final Framing FRAMING = Framing.of(MAX_FRAME, AmqpFrames::length);

  private AmqpFrames() {}

  /** Returns the protocol header of AMQP 0-9-1. */
  static byte[] header() {
    return new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  }

  private static int length(ByteBuffer received) {
    int first = received.get(0);
    if (first == NAME[0]) {
      for (int i = 1; i < Math.min(NAME.length, received.limit()); i++) {
        if (received.get(i) != NAME[i]) {
          return Framing.INVALID;
        }
      }
      return HEADER;
    }
    if (first != METHOD) {
      return Framing.INVALID;
    }
    if (received.limit() < FRAME_HEADER) {
      return Framing.INCOMPLETE;
    }
    int size = received.getInt(3);
    return received.getShort(1) != 0 || size < 0 || size > MAX_FRAME - HEADER
        ? Framing.INVALID
        : FRAME_HEADER + size + 1;
  }

  /** Returns what a frame shows; empty if it is neither a known header nor Connection.Start. */
  static Optional<AmqpFinding> read(ByteBuffer frame) {
    if (frame.get(0) != METHOD) {
      List<Integer> version =
          List.of((int) frame.get(4), (int) frame.get(5), (int) frame.get(6), (int) frame.get(7));
      return Optional.ofNullable(VERSIONS.get(version))
          .map(name -> new AmqpFinding(name, Map.of(), List.of(), List.of()));
    }
    ByteBuffer in = frame.slice(FRAME_HEADER, frame.limit() - FRAME_HEADER - 1);
    byte[] method = new byte[Math.min(START.length, in.remaining())];
    in.get(method);
    return ByteBuffer.wrap(method).equals(ByteBuffer.wrap(START))
            && frame.get(frame.limit() - 1) == FRAME_END
        ? start(in)
        : Optional.empty();
  }

  private static Optional<AmqpFinding> start(ByteBuffer in) {
    Optional<Map<String, String>> properties = AmqpTable.read(in);
    Optional<List<String>> mechanisms = words(in);
    Optional<List<String>> locales = words(in);
    return properties.isPresent()
            && mechanisms.isPresent()
            && locales.isPresent()
            && !in.hasRemaining()
        ? Optional.of(new AmqpFinding("0-9-1", properties.get(), mechanisms.get(), locales.get()))
        : Optional.empty();
  }

  /** Reads a long string of words. */
  private static Optional<List<String>> words(ByteBuffer in) {
    return AmqpTable.longString(in)
        .map(
            text ->
                text.isBlank()
                    ? List.of()
                    : Stream.of(text.trim().split(" +")).limit(MAX_WORDS).toList());
  }
}
