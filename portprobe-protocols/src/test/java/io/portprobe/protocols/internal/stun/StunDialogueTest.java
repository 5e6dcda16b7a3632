package io.portprobe.protocols.internal.stun;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.stun.StunResult;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StunDialogueTest {
  private static final String ID = "c15c0289ec2d0a9167ec8e65";
  private static final String COOKIE_AND_ID = "2112a442" + ID;

  private final Dialogue dialogue =
      new StunProtocol().open(TestDialogueContext.of(Transport.UDP, 3478));

  private Step receive(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return dialogue.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  private static StunResult result(Step step) {
    return (StunResult) ((Step.Finish) step).finding();
  }

  @Test
  void coturn_addressAndSoftware_areRead() {
    StunResult result =
        result(
            FuzzedPeer.stream(
                new StunProtocol(),
                () -> TestDialogueContext.of(Transport.TCP, 3478),
                Recording.of(StunFuzzTest.class, "stream/coturn")));

    assertThat(result.mappedAddress()).contains("127.0.0.1:40024");
    assertThat(result.responseOrigin()).contains("127.0.0.1:3478");
    assertThat(result.software()).contains("Coturn-4.6.1 'Gorst'");
    assertThat(result.facts().product()).contains("Coturn");
    assertThat(result.facts().version()).contains("4.6.1");
    assertThat(result.facts().volatileComponents()).containsExactly("mappedAddress");
  }

  @Test
  void request_hasNoAttributes() {
    assertThat(dialogue.start())
        .isEqualTo(Step.send(HexFormat.of().parseHex("00010000" + COOKIE_AND_ID)));
  }

  @Test
  void xorMappedIpv6Address_isDecoded() {
    // 2001:db8::1 XOR cookie and id, port 1 XOR 2112
    Step step =
        receive(
            "0101 0018"
                + COOKIE_AND_ID
                + "0020 0014 0002 2113 0113a9fa c15c0289 ec2d0a91 67ec8e64");

    assertThat(result(step).mappedAddress()).contains("[2001:db8::1]:1");
  }

  @Test
  void mappedAddressOfAnOldServer_isRead() {
    Step step = receive("0101 000c" + COOKIE_AND_ID + "0001 0008 0001 0050 c0000201");

    assertThat(result(step).mappedAddress()).contains("192.0.2.1:80");
  }

  @Test
  void errorResponse_isAFinding() {
    Step step =
        receive("0111 0014" + COOKIE_AND_ID + "0009 0006 00000401 6e6f0000 0014 0002 6162 0000");

    assertThat(result(step).error()).contains("401 no");
    assertThat(result(step).realm()).contains("ab");
    assertThat(result(step).mappedAddress()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0101 000c 2112a442 c15c0289ec2d0a9167ec8e66 0001 0008 0001 0050 c0000201",
        "0101 000c 2112a443 c15c0289ec2d0a9167ec8e65 0001 0008 0001 0050 c0000201",
        "0001 000c 2112a442 c15c0289ec2d0a9167ec8e65 0001 0008 0001 0050 c0000201",
        "0101 0000 2112a442 c15c0289ec2d0a9167ec8e65",
        "0101 000c 2112a442 c15c0289ec2d0a9167ec8e65 0001 00ff 0001 0050 c0000201"
      })
  void otherMessage_isIgnored(String hex) {
    assertThat(receive(hex)).isInstanceOf(Step.Await.class);
  }

  @ParameterizedTest
  @CsvSource({
    "01010000 2112a442 000102030405060708090a0b, true",
    "00010000 2112a442 000102030405060708090a0b, false",
    "01010000 2112a441 000102030405060708090a0b, false",
    "01010004 2112a442 000102030405060708090a0b, false"
  })
  void recognise_needsTypeLengthAndCookie(String hex, boolean recognised) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(new StunProtocol().recognise(ByteBuffer.wrap(bytes).asReadOnlyBuffer()).isPresent())
        .isEqualTo(recognised);
  }
}
