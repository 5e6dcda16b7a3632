package io.portprobe.testing.contract;

import io.portprobe.testing.contract.NetworkContract.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A contract file as bytes: bounded, and UTF-8. */
final class ContractFile {
  /**
   * Room for as many ports as there may be, each of a name as long as names can be. Files are
   * written by people; more is a mistake, or an attack.
   */
  static final int MOST_BYTES = 4 << 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private ContractFile() {}

  static List<Line> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          name + ": more than " + MOST_BYTES + " bytes (expected: at most " + MOST_BYTES + ")");
    }
    String text = text(name, bytes);
    try {
      return ContractReader.read(name, text);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "snakeyaml-engine: missing (expected: org.snakeyaml:snakeyaml-engine on the class path,"
              + " to read "
              + name
              + ")",
          e);
    }
  }

  /**
   * Writes what {@link #read} takes. The comments are left out if the file is too long with them.
   *
   * @throws IllegalStateException if it is too long without them
   */
  static void write(Path file, List<Line> lines, List<List<String>> comments) throws IOException {
    byte[] bytes = bytes(lines, comments);
    if (bytes.length > MOST_BYTES && !comments.isEmpty()) {
      bytes = bytes(lines, List.of());
    }
    if (bytes.length > MOST_BYTES) {
      throw new IllegalStateException(
          file.getFileName()
              + ": "
              + bytes.length
              + " bytes (expected: at most "
              + MOST_BYTES
              + ")");
    }
    Files.write(file, bytes);
  }

  private static byte[] bytes(List<Line> lines, List<List<String>> comments) {
    return ContractWriter.text(lines, comments).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String name, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (decoder.decode(in, out, true).isError()) {
      throw new IllegalArgumentException(
          "%s:%d: byte 0x%02x at offset %d (expected: UTF-8)"
              .formatted(name, line(bytes, in.position()), bytes[in.position()], in.position()));
    }
    out.flip();
    if (out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK) {
      out.get();
    }
    return out.toString();
  }

  private static int line(byte[] bytes, int end) {
    int line = 1;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
