package io.portprobe.protocols.internal.msrpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.msrpc.Hex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionPduReaderTest {
  private static final byte[] LITTLE =
      Hex.octets("05 00 02 03 10 00 00 00 18 00 00 00 04 03 02 01  1122334455667788");
  private static final byte[] BIG =
      Hex.octets("05 01 03 02 00 00 00 00 00 14 00 00 01 02 03 04  aabbccdd");

  private final ConnectionPduReader stream = new ConnectionPduReader();

  @Test
  void next_readsHeaderInLabelByteOrder() throws Exception {
    ConnectionPdu little = stream.next(ByteBuffer.wrap(LITTLE));
    ConnectionPdu big = stream.next(ByteBuffer.wrap(BIG));

    assertThat(little.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(little.type()).isEqualTo(ConnectionPdu.RESPONSE);
    assertThat(little.isFirstFragment()).isTrue();
    assertThat(little.isLastFragment()).isTrue();
    assertThat(little.callId()).isEqualTo(0x01020304);
    assertThat(little.body().remaining()).isEqualTo(8);
    assertThat(big.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(big.type()).isEqualTo(ConnectionPdu.FAULT);
    assertThat(big.isFirstFragment()).isFalse();
    assertThat(big.isLastFragment()).isTrue();
    assertThat(big.callId()).isEqualTo(0x01020304);
    assertThat(big.octets()).isEqualTo(BIG);
  }

  @Test
  void next_twoPdusInOnePiece_returnsBoth() throws Exception {
    ByteBuffer both = ByteBuffer.allocate(LITTLE.length + BIG.length).put(LITTLE).put(BIG).flip();

    assertThat(stream.next(both).octets()).isEqualTo(LITTLE);
    assertThat(stream.next(both).octets()).isEqualTo(BIG);
    assertThat(stream.next(both)).isNull();
    assertThat(stream.atBoundary()).isTrue();
  }

  @Test
  void next_splitAnywhere_waitsForTheRest() throws Exception {
    for (int split = 1; split < LITTLE.length; split++) {
      assertThat(stream.next(ByteBuffer.wrap(LITTLE, 0, split))).isNull();
      assertThat(stream.atBoundary()).isFalse();
      assertThat(stream.next(ByteBuffer.wrap(LITTLE, split, LITTLE.length - split)).octets())
          .isEqualTo(LITTLE);
    }
  }

  @Test
  void next_headerOnly_isPdu() throws Exception {
    byte[] octets = Hex.octets("05 00 11 03 10 00 00 00 10 00 00 00 00 00 00 00");

    assertThat(stream.next(ByteBuffer.wrap(octets)).type()).isEqualTo(ConnectionPdu.SHUTDOWN);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "48                               | rpc_vers: 0x48 (expected: 5)",
        "05 02                            | rpc_vers_minor: 0x02 (expected: 0-1)",
        "05 00 14                         | PTYPE: 0x14 (expected: 0-19)",
        "05 00 02 03 20                   | drep: 0x20 (expected: 0x00 big-endian or 0x10"
            + " little-endian)",
        "05 00 02 03 f0                   | drep: 0xf0 (expected: 0x00 big-endian or 0x10"
            + " little-endian)",
        "05 00 02 03 10000000 0f00 0000 01000000 | frag_length: 15 (expected: at least 16)",
        "05 00 02 03 10000000 0000 0000 01000000 | frag_length: 0 (expected: at least 16)",
        "05 00 02 03 10000000 1000 1000 01000000 | auth_length: 16 (expected: 0)",
      })
  void next_otherProtocol_failsAtFirstOctet(String octets, String why) {
    assertThatThrownBy(() -> stream.next(ByteBuffer.wrap(Hex.octets(octets))))
        .isInstanceOf(RpcFormatException.class)
        .hasMessage(why);
  }

  @Test
  void next_ebcdicCharacters_areAccepted() throws Exception {
    byte[] octets = Hex.octets("05 00 02 03 11 00 00 00 10 00 00 00 01 00 00 00");

    assertThat(stream.next(ByteBuffer.wrap(octets)).order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }
}
