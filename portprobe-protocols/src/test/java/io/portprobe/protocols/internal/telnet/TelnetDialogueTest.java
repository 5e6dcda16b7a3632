package io.portprobe.protocols.internal.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.protocols.telnet.TelnetResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnetDialogueTest {
  private static final Step QUIET = Step.more(Duration.ofSeconds(1));

  private final Dialogue dialogue =
      new TelnetProtocol().open(TestDialogueContext.of(Transport.TCP, 23));

  private Step receive(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return dialogue.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private Step receiveText(String text) {
    return receive(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Step refusing(String hex) {
    return Step.send(HexFormat.of().parseHex(hex), QUIET);
  }

  private static TelnetResult result(Step step) {
    return (TelnetResult) ((Step.Finish) step).finding();
  }

  @Test
  void telnetd_optionsAndPrompt_areRead() {
    TelnetResult result =
        result(
            FuzzedPeer.stream(
                new TelnetProtocol(),
                () -> TestDialogueContext.of(Transport.TCP, 23),
                Recording.of(TelnetFuzzTest.class, "stream/telnetd-ssl")));

    assertThat(result.negotiation())
        .startsWith("DO NEW-ENVIRON", "DO AUTHENTICATION", "DO TERMINAL-TYPE")
        .contains("WILL ECHO", "WILL SUPPRESS-GO-AHEAD")
        .hasSize(11);
    assertThat(result.text()).containsExactly("Debian GNU/Linux 12");
    assertThat(result.prompt()).contains("vm login:");
    assertThat(result.complete()).isTrue();
    assertThat(result.facts().operatingSystem()).contains("Debian");
  }

  @Test
  void option_isRefusedOnce() {
    assertThat(receive("fffd18 fffb01")).isEqualTo(refusing("fffc18fffe01"));
    assertThat(receive("fffd18 fffb01 fffd1f")).isEqualTo(refusing("fffc1f"));
    assertThat(receive("fffc18 fffe18")).isEqualTo(QUIET);
  }

  @Test
  void subnegotiationAndCommands_areNoText() {
    var unused = receive("fffd18 fffa180102ffff03fff0 fff1 fff9 68ffff69");

    TelnetResult result = result(dialogue.silent());
    assertThat(result.negotiation()).containsExactly("DO TERMINAL-TYPE");
    assertThat(result.prompt()).contains("h\u00ffi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff00", "fff0", "00", "01", "80 ff10", "fffa18ff18"})
  void bytesThatTelnetDoesNotHave_areAMismatch(String hex) {
    assertThat(receive(hex)).isInstanceOf(Step.Mismatch.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"login: ", "host login:", "\r\nUser Name : ", "Username:", "a b Password: "})
  void loginPrompt_withoutNegotiation_isTelnet(String text) {
    var unused = receiveText(text);

    assertThat(result(dialogue.silent()).negotiation()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"220 mail ready\r\n", "login: \r\n", "colon:", "hello"})
  void otherText_withoutNegotiation_isAMismatch(String text) {
    var unused = receiveText(text);

    assertThat(dialogue.partial()).isEmpty();
    assertThat(dialogue.silent()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void longText_isCut() {
    var unused = receive("fffd18");
    Step step = receiveText("x".repeat(70_000));

    assertThat(result(step).prompt().orElseThrow()).hasSize(8192);
    assertThat(result(step).complete()).isFalse();
  }

  @Test
  void endlessNegotiation_isAMismatch() {
    assertThat(receive("fffd18".repeat(1001))).isInstanceOf(Step.Mismatch.class);
  }

  @ParameterizedTest
  @CsvSource({
    "fffd18fffd20, true",
    "fffb01, true",
    "fffb0168656c6c6f, true",
    "fffbc8, false",
    "fffc01, false",
    "ffd8ffe0, false",
    "fffd, false"
  })
  void recognise_needsTheNegotiationOfAKnownOption(String hex, boolean recognised) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asReadOnlyBuffer();

    assertThat(new TelnetProtocol().recognise(bytes).isPresent()).isEqualTo(recognised);
  }
}
