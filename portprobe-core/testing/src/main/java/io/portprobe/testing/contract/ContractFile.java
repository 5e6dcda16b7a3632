package io.portprobe.testing.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and writes contract files as UTF-8 of bounded size. */
final class ContractFile {
  /**
   * The maximum size: enough for the maximum number of ports with names of maximum length. A larger
   * file is a mistake or an attack.
   */
  static final int MAX_BYTES = 4 << 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private ContractFile() {}

  static NetworkContract read(Path file, Map<String, String> environment) throws IOException {
    try {
      return ContractLoader.load(file, environment);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "snakeyaml-engine: missing (expected: org.snakeyaml:snakeyaml-engine on the class path,"
              + " to read "
              + file.getFileName()
              + ")",
          e);
    }
  }

  /**
   * Returns the text of a file.
   *
   * @param name the name for messages
   */
  static String text(Path file, String name) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new ContractSyntaxException(
          name,
          1,
          1,
          name + ": more than " + MAX_BYTES + " bytes (expected: at most " + MAX_BYTES + ")",
          null);
    }
    return text(name, bytes);
  }

  /**
   * Returns a file that {@link #read} accepts, without comments if it is too long with them.
   *
   * @param name the file, for the message
   * @throws IllegalStateException if it is too long without comments
   */
  static byte[] content(String name, NetworkContract contract, List<List<String>> comments) {
    byte[] bytes = bytes(contract, comments);
    if (bytes.length > MAX_BYTES && !comments.isEmpty()) {
      bytes = bytes(contract, List.of());
    }
    if (bytes.length > MAX_BYTES) {
      throw new IllegalStateException(
          name + ": " + bytes.length + " bytes (expected: at most " + MAX_BYTES + ")");
    }
    return bytes;
  }

  private static byte[] bytes(NetworkContract contract, List<List<String>> comments) {
    return ContractWriter.text(contract, comments).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String name, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports malformed input
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    if (decoder.decode(in, out, true).isError()) {
      int line = line(bytes, in.position());
      throw new ContractSyntaxException(
          name,
          line,
          1,
          String.format(
              Locale.ROOT,
              "%s:%d: byte 0x%02x at offset %d (expected: UTF-8)",
              name,
              line,
              bytes[in.position()],
              in.position()),
          null);
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
