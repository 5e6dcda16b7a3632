package io.portprobe.protocols.internal.socks;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.socks.Socks;
import io.portprobe.protocols.socks.SocksResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocksDialogueTest {
  private static Dialogue open(Socks.Version version, String destination) {
    return new SocksProtocol()
        .open(
            TestDialogueContext.of(Transport.TCP, 1080)
                .with(Socks.VERSION, version)
                .with(Socks.DESTINATION, destination));
  }

  private static String sent(Step step) {
    ByteBuffer bytes = ((Step.Send) step).bytes();
    byte[] sent = new byte[bytes.remaining()];
    bytes.get(sent);
    return HexFormat.of().formatHex(sent);
  }

  private static Step receive(Dialogue dialogue, String hex) {
    return dialogue.received(ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asReadOnlyBuffer());
  }

  private static SocksResult finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (SocksResult) ((Step.Finish) step).finding();
  }

  @ParameterizedTest
  @CsvSource({
    "0500, none, false",
    "0501, GSSAPI, true",
    "0502, user name and password, true",
    "05ff, no acceptable method, true"
  })
  void methodNegotiation_isAFinding(String hex, String method, boolean authentication) {
    Dialogue dialogue = open(Socks.Version.ANY, "");
    assertThat(sent(dialogue.start())).isEqualTo("0503000102");
    SocksResult result = finding(receive(dialogue, hex));
    assertThat(result.version()).isEqualTo(5);
    assertThat(result.method()).contains(method);
    assertThat(result.requiresAuthentication()).isEqualTo(authentication);
    assertThat(result.connected()).isFalse();
    assertThat(result.lines()).containsExactly("SOCKS 5, authentication: " + method);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:80, 050100 01 c0000201 0050",
    "[2001:db8::1]:443, 050100 04 20010db8000000000000000000000001 01bb",
    "db.test:256, 050100 03 07 64622e74657374 0100"
  })
  void destination_isRequested(String destination, String request) {
    Dialogue dialogue = open(Socks.Version.ANY, destination);
    var unused = dialogue.start();
    assertThat(sent(receive(dialogue, "0500"))).isEqualTo(request.replace(" ", ""));
    assertThat(dialogue.partial()).isPresent();
    SocksResult result = finding(receive(dialogue, "05000001000000000000"));
    assertThat(result.connected()).isTrue();
    assertThat(result.reply()).contains("succeeded (0)");
  }

  @Test
  void failedConnection_isAFinding() {
    Dialogue dialogue = open(Socks.Version.V5, "db.test:1");
    var unused = dialogue.start();
    var unusedRequest = receive(dialogue, "0500");
    SocksResult result = finding(receive(dialogue, "05050001000000000000"));
    assertThat(result.connected()).isFalse();
    assertThat(result.lines())
        .containsExactly(
            "SOCKS 5, authentication: none",
            "destination: db.test:1",
            "reply: connection refused (5)");
  }

  @Test
  void serverThatCloses_getsARequestOfVersion4() {
    Dialogue dialogue = open(Socks.Version.ANY, "");
    var unused = dialogue.start();
    assertThat(dialogue.closed()).isEqualTo(Step.reconnect());
    assertThat(sent(dialogue.connected())).isEqualTo("040100000000000000");
    SocksResult result = finding(receive(dialogue, "005b000000000000"));
    assertThat(result.version()).isEqualTo(4);
    assertThat(result.reply()).contains("rejected or failed (91)");
    assertThat(result.connected()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:80, 0401 0050 c0000201 00",
    "db.test:80, 0401 0050 00000001 00 64622e74657374 00"
  })
  void version4_namesTheDestination(String destination, String request) {
    Dialogue dialogue = open(Socks.Version.V4, destination);
    assertThat(sent(dialogue.start())).isEqualTo(request.replace(" ", ""));
    assertThat(finding(receive(dialogue, "005a000000000000")).connected()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0505", "05000d", "53", "0600", "160301"})
  void otherData_isAMismatch(String hex) {
    Dialogue dialogue = open(Socks.Version.ANY, "");
    var unused = dialogue.start();
    assertThat(receive(dialogue, hex)).isInstanceOf(Step.Mismatch.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0050000000000000", "005a00000000000000", "04"})
  void otherDataForVersion4_isAMismatch(String hex) {
    Dialogue dialogue = open(Socks.Version.V4, "");
    var unused = dialogue.start();
    assertThat(receive(dialogue, hex)).isInstanceOf(Step.Mismatch.class);
    assertThat(open(Socks.Version.V4, "").closed()).isInstanceOf(Step.Mismatch.class);
    assertThat(open(Socks.Version.V5, "").closed()).isInstanceOf(Step.Mismatch.class);
  }
}
