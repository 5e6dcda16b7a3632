package io.portprobe.internal.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRecordTest {
  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"150300", "15030100020228", "160303003a02", "160304"})
  void begins_alertOrHandshake_isTrue(String hex) {
    assertThat(TlsRecord.begins(bytes(hex))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1503", "170303", "160203", "160305", "485454502f"})
  void begins_otherBytes_isFalse(String hex) {
    assertThat(TlsRecord.begins(bytes(hex))).isFalse();
  }

  @Test
  void beginsClientHello_distinguishesItFromServerHello() {
    assertThat(TlsRecord.beginsClientHello(bytes("160301003a01"))).isTrue();
    assertThat(TlsRecord.beginsClientHello(bytes("160301003a02"))).isFalse();
    assertThat(TlsRecord.beginsClientHello(bytes("150301003a01"))).isFalse();
    assertThat(TlsRecord.beginsClientHello(bytes("160301003a"))).isFalse();
  }

  @Test
  void clientHello_hasTheLengthsOfItsHeaders() {
    ByteBuffer hello = TlsRecord.clientHello();
    int size = hello.remaining();

    assertThat(TlsRecord.beginsClientHello(hello)).isTrue();
    assertThat(hello.getShort(3)).isEqualTo((short) (size - 5));
    assertThat(hello.getInt(5) & 0xff_ffff).isEqualTo(size - 9);
  }

  @Test
  void begins_bufferWithPosition_startsThere() {
    assertThat(TlsRecord.begins(bytes("ffff150303").position(2))).isTrue();
    assertThat(TlsRecord.beginsClientHello(bytes("ff160301003a01").position(1))).isTrue();
  }
}
