package io.portprobe.protocols.internal.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpDialogueTest {
  private static final String UNRELATED =
      "the datagram is neither the first block of a file nor an error of TFTP";

  private static Step answer(String hex) {
    return new TftpDialogue("x").received(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  @Test
  void request_isAReadRequestInOctetMode() {
    Step.Send request = (Step.Send) new TftpDialogue("boot.img").start();

    assertThat(ISO_8859_1.decode(request.bytes()).toString()).isEqualTo("\0\1boot.img\0octet\0");
  }

  @ParameterizedTest
  @CsvSource({
    "0005000146696c65206e6f7420666f756e6400, error: 1 (file not found): File not found",
    "0005000200, error: 2 (access violation)",
    "0005000041 1b 00, error: 0 (not defined): A\\u001b",
  })
  void error_isAFinding(String hex, String line) {
    Step step = answer(hex.replace(" ", ""));

    assertThat(((Step.Finish) step).finding().lines()).containsExactly(line);
  }

  @Test
  void block_isAFinding_andEndsTheTransferByAnError() {
    Step.Send step = (Step.Send) answer("00030001" + "aa".repeat(512));

    assertThat(ISO_8859_1.decode(step.bytes()).toString()).isEqualTo("\0\5\0\0end\0");
    assertThat(((Step.Finish) step.then()).finding().lines())
        .containsExactly("file: found, first block of 512 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "000500",
        "00050001",
        "000500014142",
        "0005000900",
        "00030002aa",
        "00040001",
        "0001780000",
        "0006000000",
      })
  void otherDatagrams_areIgnored(String hex) {
    assertThat(answer(hex)).isEqualTo(Step.await(UNRELATED));
  }

  @Test
  void blockOfMoreThan512Bytes_isIgnored() {
    assertThat(answer("00030001" + "aa".repeat(513))).isEqualTo(Step.await(UNRELATED));
  }
}
