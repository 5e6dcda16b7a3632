package io.portprobe.protocols.internal.adws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.adws.Adws;
import io.portprobe.protocols.adws.AdwsResult;
import io.portprobe.protocols.ntlm.NtlmTarget;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdwsDialogueTest {
  private final TestDialogueContext context = context("dc1.ad.example.com");

  private final Dialogue dialogue = new AdwsProtocol().open(context);

  private static TestDialogueContext context(String host) {
    return TestDialogueContext.of(Transport.TCP, 9389)
        .withHost(host, InetAddress.getLoopbackAddress());
  }

  private static byte[] sent(Step step) {
    assertThat(step).isInstanceOf(Step.Send.class);
    ByteBuffer bytes = ((Step.Send) step).bytes();
    byte[] sent = new byte[bytes.remaining()];
    bytes.get(sent);
    return sent;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(US_ASCII));
  }

  private static AdwsResult finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (AdwsResult) ((Step.Finish) step).finding();
  }

  private static Step receive(Dialogue dialogue, byte[] bytes) {
    return dialogue.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private static Step receive(Dialogue dialogue, String hex) {
    return receive(dialogue, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static byte[] recording(String name) {
    return Recording.of(AdwsFuzzTest.class, "stream/" + name);
  }

  @Test
  void preamble_namesTheEndpointAndRequestsAnUpgrade() {
    String via = "net.tcp://dc1.ad.example.com:9389/ActiveDirectoryWebServices/Windows/Enumeration";
    assertThat(HexFormat.of().formatHex(sent(dialogue.start())))
        .isEqualTo(
            "000100" // version 1.0
                + "0102" // duplex
                + "0250" // via, 80 bytes
                + hex(via)
                + "0308" // binary with in-band dictionary
                + "0915"
                + hex("application/negotiate"));
  }

  @Test
  void longHost_hasALengthOfTwoBytes() {
    Dialogue longHost = new AdwsProtocol().open(context("a".repeat(60) + ".example.com"));
    assertThat(HexFormat.of().formatHex(sent(longHost.start())))
        .startsWith("000100" + "0102028601");
  }

  @Test
  void upgrade_startsAnNtlmExchange_whoseChallengeHasTheNames() {
    dialogue.start();
    byte[] handshake = sent(receive(dialogue, "0a"));
    assertThat(HexFormat.of().formatHex(handshake)).startsWith("160100");
    assertThat((handshake[3] & 0xff) << 8 | (handshake[4] & 0xff)).isEqualTo(handshake.length - 5);
    assertThat(new String(handshake, US_ASCII)).contains("NTLMSSP");

    byte[] challenge = recording("samba-challenge");
    AdwsResult result =
        finding(dialogue.received(ByteBuffer.wrap(challenge, 1, challenge.length - 1)));

    assertThat(result.accepted()).isTrue();
    assertThat(result.fault()).isEmpty();
    NtlmTarget target = result.ntlm().orElseThrow();
    assertThat(target.dnsComputer()).contains("dc1.ad.portprobe.test");
    assertThat(target.dnsDomain()).contains("ad.portprobe.test");
    assertThat(result.facts().service()).contains("adws");
    assertThat(result.facts().operatingSystem()).contains("Windows 6.1.0");
    assertThat(result.lines())
        .contains("Active Directory Web Services", "DNS computer: dc1.ad.portprobe.test");
  }

  @Test
  void refusedNtlm_isANote() {
    dialogue.start();
    sent(receive(dialogue, "0a"));
    AdwsResult result = finding(receive(dialogue, "150100 0008 00000000 8009030c"));
    assertThat(result.accepted()).isTrue();
    assertThat(result.ntlm()).isEmpty();
    assertThat(result.notes()).containsExactly("the server refused NTLM with error 0x8009030c");
  }

  @Test
  void withoutNtlm_theUpgradeIsTheFinding() {
    Dialogue plain = new AdwsProtocol().open(context.with(Adws.NTLM, false));
    plain.start();
    assertThat(finding(receive(plain, "0a")).accepted()).isTrue();
  }

  @Test
  void fault_isAFindingOfAnotherService() {
    dialogue.start();
    AdwsResult result = finding(receive(dialogue, recording("fault-EndpointNotFound")));
    assertThat(result.accepted()).isFalse();
    assertThat(result.fault()).contains("EndpointNotFound");
    assertThat(result.facts().service()).contains("mc-nmf");
    assertThat(result).hasToString(".NET Message Framing, fault EndpointNotFound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a68656c6c6f", // a line end and text
        "0803616263", // a fault that is no URI
        "08ffff03", // a length of three bytes
        "0b", // an acknowledgement of a preamble without an upgrade
        "15030100020246", // an alert of TLS
        "1601000000" // a handshake before the upgrade
      })
  void otherData_isAMismatch(String hex) {
    dialogue.start();
    assertThat(receive(dialogue, hex)).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void lineEndAlone_isNoFinding() {
    dialogue.start();
    sent(receive(dialogue, "0a"));
    assertThat(dialogue.partial()).isEmpty();
    assertThat(dialogue.closed()).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void fault_isRecognised_untilTheNameOfTheFaultIsCutOff() {
    AdwsProtocol protocol = new AdwsProtocol();
    byte[] fault = recording("fault-UnsupportedVersion");
    assertThat(protocol.recognise(ByteBuffer.wrap(fault)).orElseThrow().service())
        .contains("mc-nmf");
    assertThat(protocol.recognise(ByteBuffer.wrap(fault, 0, 60))).isPresent();
    assertThat(protocol.recognise(ByteBuffer.wrap(fault, 0, 40))).isEmpty();
    assertThat(protocol.recognise(ByteBuffer.wrap(recording("samba-challenge")))).isEmpty();
  }
}
