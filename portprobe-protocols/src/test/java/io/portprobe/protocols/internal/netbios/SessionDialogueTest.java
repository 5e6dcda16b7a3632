package io.portprobe.protocols.internal.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.portprobe.Transport;
import io.portprobe.protocols.netbios.NetBios;
import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.protocols.netbios.SessionResponse.Kind;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDialogueTest {
  private final Dialogue dialogue = open(TestDialogueContext.of(Transport.TCP, 139));

  private static Dialogue open(TestDialogueContext context) {
    return new NetBiosProtocol().open(context);
  }

  private Step receive(String hex) {
    return dialogue.received(NetBiosPackets.buffer(NetBiosPackets.nothing().hex(hex).toBytes()));
  }

  private static SessionResponse finding(Step step) {
    return assertThat(step)
        .asInstanceOf(type(Step.Finish.class))
        .extracting(Step.Finish::finding, type(SessionResponse.class))
        .actual();
  }

  @Test
  void request_isEncodedAsInRfc1002() {
    assertThat(NetBiosPackets.sent(dialogue))
        .isEqualTo(
            NetBiosPackets.nothing()
                .hex("81 00 0044")
                .hex(new NameHex("*SMBSERVER", 0x20).text())
                .hex(new NameHex("PORTPROBE", 0).text())
                .toBytes());
  }

  /** Encodes a name as in RFC 1001 section 14.1, independently of the main code. */
  private record NameHex(String name, int suffix) {
    String text() {
      StringBuilder hex = new StringBuilder("20");
      for (int i = 0; i < 16; i++) {
        int c = i == 15 ? suffix : i < name.length() ? name.charAt(i) : ' ';
        hex.append(Integer.toHexString('A' + c / 16)).append(Integer.toHexString('A' + c % 16));
      }
      return hex.append("00").toString();
    }
  }

  @Test
  void request_usesOptionsAndScope() {
    byte[] sent =
        NetBiosPackets.sent(
            open(
                TestDialogueContext.of(Transport.TCP, 139)
                    .with(NetBios.NAME, "filesrv")
                    .with(NetBios.CALLING, "me#03")
                    .with(NetBios.SCOPE, "a.bc")));
    String scope = "01 61 02 6263 00";
    String called = new NameHex("FILESRV", 0x20).text();
    String calling = new NameHex("ME", 3).text();
    assertThat(sent)
        .isEqualTo(
            NetBiosPackets.nothing()
                .hex("81 00 004e")
                .hex(called.substring(0, called.length() - 2) + scope)
                .hex(calling.substring(0, calling.length() - 2) + scope)
                .toBytes());
  }

  @Test
  void positiveResponse_isSession() {
    assertThat(receive("8200 00")).isEqualTo(Step.await());
    SessionResponse answer = finding(receive("00"));
    assertThat(answer.kind()).isEqualTo(Kind.POSITIVE);
    assertThat(answer.lines()).containsExactly("session accepted: PORTPROBE<00> to *SMBSERVER<20>");
  }

  @ParameterizedTest
  @CsvSource({
    "80, not listening on the called name",
    "81, not listening for the calling name",
    "82, called name not present",
    "83, 'called name present, but insufficient resources'",
    "8f, unspecified error",
    "90, ",
  })
  void negativeResponse_hasError(String code, String expected) {
    SessionResponse answer = finding(receive("83000001" + code));
    assertThat(answer.kind()).isEqualTo(Kind.NEGATIVE);
    assertThat(answer.errorCode()).hasValue(Integer.parseInt(code, 16));
    assertThat(answer.error().orElse(null)).isEqualTo(expected);
  }

  @Test
  void retargetResponse_hasAddress() {
    SessionResponse answer = finding(receive("85000000 85000000 84000006 c0000201 008b"));
    assertThat(answer.retarget()).contains("192.0.2.1:139");
    assertThat(answer.lines())
        .containsExactly(
            "session retargeted: PORTPROBE<00> to *SMBSERVER<20>",
            "retarget address: 192.0.2.1:139");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000",
        "81000000",
        "82000001",
        "82010000",
        "83000000",
        "83000002",
        "84000004",
        "85000001",
        "48545450"
      })
  void otherPackets_areMismatch(String hex) {
    assertThat(receive(hex)).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void endlessKeepAlives_areMismatch() {
    assertThat(receive("85000000".repeat(16))).isEqualTo(Step.await());
    assertThat(receive("85000000")).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void endOfStream_withoutResponse_isMismatch() {
    receive("8300");
    assertThat(dialogue.closed())
        .isEqualTo(Step.mismatch("the stream ended after 2 bytes (expected: a session response)"));
  }
}
