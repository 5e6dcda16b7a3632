package io.portprobe.testing.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedConversationTest {
  private static final String TEXT =
      """
      tcp
      < 2b 4f 4b 0d 0a                                  | +OK..
      > 50 49 4e 47 0d 0a                               | PING..
      < 2b 50 4f 4e 47 20 61 20 6c 6f 6e 67 20 6c 69 6e | +PONG a long lin
        65 0d 0a                                        | e..
      > 51 55 49 54 0d 0a                               | QUIT..
      < 2b 42 59 45 0d 0a                               | +BYE..
      closed
      """;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  private static List<String> texts(List<ByteBuffer> messages) {
    return messages.stream().map(each -> US_ASCII.decode(each.duplicate()).toString()).toList();
  }

  @Test
  void text_isParsedAndWrittenUnchanged(@TempDir Path folder) throws Exception {
    RecordedConversation conversation = RecordedConversation.parse("# Sample 1.0\n\n" + TEXT);

    assertThat(conversation.toText()).isEqualTo(TEXT);
    assertThat(conversation.transport()).isEqualTo(Transport.TCP);
    assertThat(conversation).hasToString("RecordedConversation[TCP, messages: 5]");

    Path file = folder.resolve("sample.txt");
    conversation.write(file, "Sample 1.0\non port 7");
    assertThat(Files.readString(file)).isEqualTo("# Sample 1.0\n# on port 7\n" + TEXT);
    assertThat(RecordedConversation.parse(Files.readString(file))).isEqualTo(conversation);
  }

  @Test
  void requests_areMatchedByLengthAndBytes() {
    RecordedConversation conversation = RecordedConversation.parse(TEXT);

    assertThat(texts(conversation.greeting())).containsExactly("+OK\r\n");
    assertThat(texts(conversation.response(bytes("QUIT\r\n")))).containsExactly("+BYE\r\n");
    assertThat(texts(conversation.response(bytes("PONG\r\n"))))
        .containsExactly("+PONG a long line\r\n");
    assertThat(texts(conversation.response(bytes("AUTH user\r\n")))).hasSize(1);
    assertThat(conversation.closesStream()).isTrue();
  }

  @Test
  void requestsSentWithoutWaiting_haveTheResponseAfterTheLast() {
    RecordedConversation conversation =
        RecordedConversation.parse(
            "tcp\n> 4f50 0a\n< 6f6b\n> 4155 5448 0a 5354 4154 0a 5155 4954 0a\n< 627965\n");

    assertThat(conversation.response(bytes("AUTH\n"))).isEmpty();
    assertThat(conversation.response(bytes("STAT\n"))).isEmpty();
    assertThat(texts(conversation.response(bytes("QUIT\n")))).containsExactly("bye");
    assertThat(texts(conversation.response(bytes("OP\n")))).containsExactly("ok");
    assertThat(texts(conversation.response(bytes("OX\n")))).containsExactly("ok");
  }

  @Test
  void declaredFields_areCopiedFromTheRequest() {
    RecordedConversation conversation =
        RecordedConversation.parse("udp\n> 0001 ff\n< 00 0001 aa\n< 00\n").copying(0, 1, 2);

    assertThat(conversation.response(ByteBuffer.wrap(new byte[] {7, 8, -1})))
        .containsExactly(
            ByteBuffer.wrap(new byte[] {0, 7, 8, (byte) 0xaa}), ByteBuffer.wrap(new byte[] {0}));
    assertThat(conversation.closesStream()).isFalse();
    assertThat(conversation.copying(Integer.MAX_VALUE, 0, 2).response(ByteBuffer.allocate(3)))
        .hasSize(2);
    assertThatThrownBy(() -> conversation.copying(-1, 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', line 0: '' (expected: tcp or udp)",
    "'sctp', line 1: 'sctp' (expected: tcp or udp)",
    "'tcp;> 0', line 2: '> 0' (expected: bytes in hexadecimal)",
    "'tcp;  00', 'line 2: ''  00'' (expected: a line that starts with >, <, or a space after such a"
        + " line)'",
    "'tcp;closed;> 00', line 3: '> 00' (expected: nothing after 'closed')",
    "'udp;closed', line 2: 'closed' (expected: bytes in hexadecimal)"
  })
  void malformedText_isRejected(String lines, String message) {
    assertThatThrownBy(() -> RecordedConversation.parse(lines.replace(';', '\n')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void missingResource_isRejected() {
    assertThatThrownBy(() -> RecordedConversation.read(getClass(), "none.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "name: none.txt (expected: the resource io/portprobe/testing/protocol/none.txt, in a"
                + " Maven project the file"
                + " src/test/resources/io/portprobe/testing/protocol/none.txt)");
  }
}
