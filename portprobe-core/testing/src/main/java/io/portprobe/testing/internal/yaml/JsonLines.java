package io.portprobe.testing.internal.yaml;

import io.portprobe.text.SafeText;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A reader of files of JSON lines: an object a line, in UTF-8. Empty lines are skipped. */
public final class JsonLines {
  /** The maximum size of a line. A result has at most 2^20 characters, each up to 6 bytes. */
  public static final int MAX_LINE = 8 << 20;

  private JsonLines() {}

  /**
   * Reads a file.
   *
   * @param each receives the object of each line, in the form of {@link JsonObject#read}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if a line is invalid or longer than {@link #MAX_LINE} bytes,
   *     or if {@code each} throws one; the message begins with the names of the file and the line
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static void read(Path file, Consumer<Map<String, @Nullable Object>> each)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int number = 1;
      Optional<byte[]> line = line(in, name, number);
      while (line.isPresent()) {
        handle(line.get(), name, number, each);
        number++;
        line = line(in, name, number);
      }
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "snakeyaml-engine: missing (expected: org.snakeyaml:snakeyaml-engine on the class path,"
              + " to read "
              + name
              + ")",
          e);
    }
  }

  /** Reads the bytes up to LF or the end; empty at the end. */
  private static Optional<byte[]> line(InputStream in, String name, int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (line.size() == MAX_LINE) {
        throw new IllegalArgumentException(
            name + ":" + number + ": more than " + MAX_LINE + " bytes (expected: a shorter line)");
      }
      line.write(next);
      next = in.read();
    }
    return Optional.of(line.toByteArray());
  }

  private static void handle(
      byte[] bytes, String name, int number, Consumer<Map<String, @Nullable Object>> each) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (!text.isEmpty()) {
        each.accept(JsonObject.read(text));
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + ":" + number + ": not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ":" + number + ": " + SafeText.line(String.valueOf(e.getMessage())), e);
    }
  }
}
