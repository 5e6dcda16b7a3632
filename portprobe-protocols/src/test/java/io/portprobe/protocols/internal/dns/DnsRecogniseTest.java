package io.portprobe.protocols.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.talk.Recording;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsRecogniseTest {
  private static boolean isRecognised(byte[] bytes) {
    return new DnsProtocol().recognise(ByteBuffer.wrap(bytes).asReadOnlyBuffer()).isPresent();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /** Returns the first message of a recording, after the byte that selects options. */
  private static byte[] recording(String name) {
    ByteBuffer all = ByteBuffer.wrap(Recording.of(DnsFuzzTest.class, name)).position(1);
    byte[] message = new byte[all.getShort()];
    all.get(message);
    return message;
  }

  @ParameterizedTest
  @ValueSource(strings = {"datagrams/bind-root", "datagrams/unbound-root", "datagrams/samba-root"})
  void responseOfARealServer_isRecognised(String name) {
    assertThat(isRecognised(recording(name))).isTrue();
  }

  @Test
  void responseOverTcp_isRecognised_withItsLength() {
    byte[] message = recording("datagrams/bind-root");
    byte[] framed =
        ByteBuffer.allocate(2 + message.length)
            .putShort((short) message.length)
            .put(message)
            .array();
    assertThat(isRecognised(framed)).isTrue();
    assertThat(isRecognised(Arrays.copyOf(framed, framed.length - 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4745 8001 0000 0000 0000 0000", // FORMERR
        "4745 c004 0000 0000 0000 0000", // NOTIMP, with the opcode of the request
        "000c 4745 8001 0000 0000 0000 0000" // FORMERR over TCP
      })
  void errorWithoutAQuestion_isRecognised(String message) {
    assertThat(isRecognised(hex(message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4745 8000 0000 0000 0000 0000", // no error, and nothing else
        "4745 0001 0000 0000 0000 0000", // a query
        "4745 8041 0000 0000 0000 0000", // the reserved bit
        "4745 8001 0000 0000 0000", // short
        "0000 8400 0001 0000 0000 0000 05 6c6f63616c 00 000c 0001", // a responder of mDNS
        "0000 8100 0001 0000 0000 0000 00 0002 0101", // another class
        "0000 8100 0001 0001 0000 0000 00 0002 0001" // an answer is missing
      })
  void otherData_isNotRecognised(String message) {
    assertThat(isRecognised(hex(message))).isFalse();
  }
}
