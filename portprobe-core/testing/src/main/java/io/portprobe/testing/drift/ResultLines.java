package io.portprobe.testing.drift;

import io.portprobe.testing.internal.yaml.JsonObject;
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

/**
 * A reader of files of JSON lines, which {@code portprobe check --json} prints: one object a line,
 * in UTF-8. Use it for values of results that {@link ResultFile} does not compare.
 */
public final class ResultLines {
  private static final int MAX_LINE = 8 << 20; // a result: at most 2^20 characters of 6 bytes

  private ResultLines() {}

  /**
   * Reads a file line by line, so that memory is needed for one line only. Empty lines are skipped.
   *
   * @param file JSON objects (RFC 8259), nested at most 64 deep, in lines of at most 8 MiB
   * @param consumer is called for each object, in the order of the file, on the calling thread. The
   *     values of the map are maps, lists and texts, or null. Numbers and booleans are texts, such
   *     as {@code "443"} and {@code "true"}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if a line is invalid or too long, or if the consumer throws
   *     one; the message begins with the name of the file and the number of the line
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static void read(Path file, Consumer<? super Map<String, @Nullable Object>> consumer)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int number = 1;
      Optional<byte[]> line = line(in, name, number);
      while (line.isPresent()) {
        handle(line.get(), name, number, consumer);
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
      byte[] bytes,
      String name,
      int number,
      Consumer<? super Map<String, @Nullable Object>> consumer) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (!text.isEmpty()) {
        consumer.accept(JsonObject.read(text));
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(name + ":" + number + ": not UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ":" + number + ": " + SafeText.line(String.valueOf(e.getMessage())), e);
    }
  }
}
