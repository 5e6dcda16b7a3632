package io.portprobe.testing.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLinesTest {
  private static final int MAX_LINE = 8 << 20;

  @TempDir private Path folder;

  private final List<Map<String, Object>> lines = new ArrayList<>();

  private void read(String... text) throws IOException {
    Path file = Files.write(folder.resolve("run.jsonl"), List.of(text));
    ResultLines.read(file, lines::add);
  }

  @Test
  void values_areMapsListsTextsAndNull() throws IOException {
    read(
        "{\"host\":\"h\",\"port\":443,\"open\":true,\"reason\":null,\"text\":\"null\","
            + "\"notes\":[\"a\",1],\"remote\":{\"port\":1}}");

    assertThat(lines.get(0))
        .containsExactly(
            entry("host", "h"),
            entry("port", "443"),
            entry("open", "true"),
            entry("reason", null),
            entry("text", "null"),
            entry("notes", List.of("a", "1")),
            entry("remote", Map.of("port", "1")));
  }

  @Test
  void objects_arriveInTheOrderOfTheFile_withoutEmptyLines() throws IOException {
    read("", "{\"a\":1}", "  ", "{\"b\":2}\r", "");

    assertThat(lines).containsExactly(Map.of("a", "1"), Map.of("b", "2"));
  }

  @Test
  void lastLineWithoutLineFeed_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("run.jsonl"), "{\"a\":1}\n{\"b\":2}");
    ResultLines.read(file, lines::add);

    assertThat(lines).hasSize(2);
  }

  @Test
  void argumentExceptionOfTheConsumer_namesFileAndLine() throws IOException {
    Path file = Files.writeString(folder.resolve("run.jsonl"), "\n{\"a\":1}\n");

    assertThatThrownBy(
            () ->
                ResultLines.read(
                    file,
                    line -> {
                      throw new IllegalArgumentException("a: 1 (expected: 2)");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run.jsonl:2: a: 1 (expected: 2)");
  }

  @Test
  void lineOf8MiB_isRead_andAByteMoreIsRejected() throws IOException {
    read(object(MAX_LINE));
    assertThat(lines).hasSize(1);

    assertThatThrownBy(() -> read("{}", object(MAX_LINE + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run.jsonl:2: more than 8388608 bytes (expected: a shorter line)");
  }

  private static String object(int bytes) {
    char[] text = new char[bytes];
    Arrays.fill(text, ' ');
    text[0] = '{';
    text[bytes - 1] = '}';
    return new String(text);
  }

  @Test
  void missingFile_isAnIoException() {
    assertThatThrownBy(() -> ResultLines.read(folder.resolve("none.jsonl"), lines::add))
        .isInstanceOf(NoSuchFileException.class);
  }
}
