package io.portprobe.protocols.internal.vnc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.protocols.vnc.VncDesktop;
import io.portprobe.protocols.vnc.VncResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VncDialogueTest {
  private final Dialogue dialogue =
      new VncProtocol().open(TestDialogueContext.of(Transport.TCP, 5900));

  private Step receive(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return dialogue.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private Step receiveVersion(String version) {
    return dialogue.received(
        ByteBuffer.wrap(("RFB " + version + "\n").getBytes(US_ASCII)).asReadOnlyBuffer());
  }

  private static VncResult result(Step step) {
    return (VncResult) ((Step.Finish) step).finding();
  }

  private static VncResult recorded(String name) {
    return result(
        FuzzedPeer.stream(
            new VncProtocol(),
            () -> TestDialogueContext.of(Transport.TCP, 5900),
            Recording.of(VncFuzzTest.class, "stream/" + name)));
  }

  @Test
  void tigerVnc_withoutAuthentication_hasADesktop() {
    VncResult result = recorded("tigervnc-open");

    assertThat(result.version()).isEqualTo("3.8");
    assertThat(result.securityTypes()).containsExactly("None", "VNC Authentication");
    assertThat(result.isOpen()).isTrue();
    assertThat(result.desktop()).map(VncDesktop::name).contains("lab desk");
    assertThat(result.desktop()).map(VncDesktop::width).contains(640);
    assertThat(result.desktop()).map(VncDesktop::height).contains(480);
  }

  @Test
  void tigerVnc_withAuthentication_hasTypesOnly() {
    VncResult result = recorded("tigervnc");

    assertThat(result.securityTypes()).containsExactly("VeNCrypt", "VNC Authentication");
    assertThat(result.isOpen()).isFalse();
    assertThat(result.desktop()).isEmpty();
    assertThat(result.complete()).isTrue();
  }

  @Test
  void x11vnc_withoutAuthentication_hasADesktop() {
    assertThat(recorded("x11vnc").desktop()).map(VncDesktop::height).contains(480);
  }

  @ParameterizedTest
  @CsvSource({"003.008, 8", "003.007, 7", "003.003, 3", "003.005, 3", "003.889, 8", "004.001, 8"})
  void client_sendsAVersionThatTheServerKnows(String server, int minor) {
    Step step = receiveVersion(server);

    assertThat(US_ASCII.decode(((Step.Send) step).bytes()).toString())
        .isEqualTo("RFB 003.00" + minor + "\n");
  }

  @Test
  void serverWithAuthentication_receivesTheVersionOnly() {
    var unused = receiveVersion("003.008");

    assertThat(receive("0102")).isInstanceOf(Step.Finish.class);
  }

  @Test
  void refusal_isReported() {
    var unused = receiveVersion("003.008");
    VncResult result = result(receive("00 00000003 62757a"));

    assertThat(result.refusal()).contains("buz");
    assertThat(result.securityTypes()).isEmpty();
    assertThat(result.lines()).containsExactly("RFB 3.8", "refused: buz");
  }

  @Test
  void failedSecurityResult_isARefusal() {
    var unused = receiveVersion("003.008");
    var none = receive("0101");

    assertThat(none).isInstanceOf(Step.Send.class);
    assertThat(result(receive("00000001 00000002 6e6f")).refusal()).contains("no");
  }

  @Test
  void longDesktopName_isAMismatchWithWhatIsKnown() {
    var unused = receiveVersion("003.007");
    Step step = receive("0101" + "0280 01e0" + "00".repeat(16) + "7fffffff");

    assertThat(((Step.Mismatch) step).partial().map(VncResult.class::cast))
        .map(VncResult::isOpen)
        .contains(true);
  }

  @Test
  void appleRemoteDesktop_isRecognised() {
    ByteBuffer apple = ByteBuffer.wrap("RFB 003.889\n".getBytes(US_ASCII)).asReadOnlyBuffer();

    assertThat(new VncProtocol().recognise(apple).orElseThrow().operatingSystem())
        .contains("macOS");
  }
}
