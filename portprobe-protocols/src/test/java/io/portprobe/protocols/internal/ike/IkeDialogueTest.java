package io.portprobe.protocols.internal.ike;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ike.Ike;
import io.portprobe.protocols.ike.IkeResponder;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IkeDialogueTest {
  private final IkeDialogue dialogue = new IkeDialogue(TestDialogueContext.of(Transport.UDP, 500));
  private final Step.Send version2 = (Step.Send) dialogue.start();
  private final Step.Send version1 = (Step.Send) version2.then();

  private Step answer(byte[] response, Step.Send request) {
    return dialogue.received(
        ByteBuffer.wrap(IkeBytes.withId(response, request.bytes().getLong(0))));
  }

  private static IkeResponder finding(Step step) {
    return (IkeResponder) ((Step.Finish) step).finding();
  }

  @Test
  void responsesOfBothVersions_areOneFinding() {
    assertThat(answer(IkeBytes.ACCEPTED_1, version1)).isEqualTo(Step.more(Duration.ofMillis(700)));

    assertThat(finding(answer(IkeBytes.ACCEPTED_2, version2)).lines())
        .containsExactly(
            "IKEv2: proposal accepted",
            "IKEv2 transforms: AES-CBC-256, SHA2-256-128, PRF-SHA2-256, MODP-2048",
            "IKEv2 notifications: CHILDLESS_IKEV2_SUPPORTED, MULTIPLE_AUTH_SUPPORTED",
            "IKEv1: proposal accepted",
            "IKEv1 transforms: AES-CBC-256, SHA2-256, PSK, MODP-2048",
            "IKEv1 vendor ids: XAUTH, dead peer detection");
  }

  @Test
  void oneVersion_isAFinding_afterSilence() {
    assertThat(dialogue.partial()).isEmpty();
    var unused = answer(IkeBytes.REFUSED_2, version2);

    assertThat(dialogue.partial()).isPresent();
    assertThat(finding(dialogue.silent()).lines())
        .containsExactly(
            "IKEv2: proposal refused",
            "IKEv2 notifications: NO_PROPOSAL_CHOSEN",
            "IKEv1: no response");
  }

  @Test
  void refusalOfVersion1_hasNoExchangeOfItsOwn() {
    var unused = answer(IkeBytes.REFUSED_1, version1);

    IkeResponder responder = finding(dialogue.silent());
    assertThat(responder.version1().orElseThrow().notifications())
        .containsExactly("NO-PROPOSAL-CHOSEN");
    assertThat(responder.version1().orElseThrow().accepted()).isFalse();
    assertThat(responder.version2()).isEmpty();
  }

  @Test
  void repeatedResponse_isIgnored() {
    var unused = answer(IkeBytes.ACCEPTED_1, version1);

    assertThat(answer(IkeBytes.ACCEPTED_1, version1))
        .isEqualTo(Step.await("the response is a repeat or malformed"));
  }

  @Test
  void ownProposals_areNoResponses() {
    assertThat(dialogue.received(version1.bytes())).isInstanceOf(Step.Await.class);
    assertThat(dialogue.received(version2.bytes())).isInstanceOf(Step.Await.class);
  }

  @Test
  void responseWithAnotherCookie_isIgnored() {
    assertThat(dialogue.received(ByteBuffer.wrap(IkeBytes.ACCEPTED_1)))
        .isEqualTo(Step.await("the message is not a response to a proposal of this client"));
  }

  @ParameterizedTest
  @CsvSource({"4500, false, 4", "500, true, 4", "500, false, 0"})
  void nonEspMarker_isSentOnPort4500_orIfSet(int port, boolean option, int marker) {
    IkeDialogue marked =
        new IkeDialogue(
            TestDialogueContext.of(Transport.UDP, port).with(Ike.NON_ESP_MARKER, option));
    ByteBuffer request = ((Step.Send) marked.start()).bytes();

    assertThat(request.getInt(marker + IkeHeader.SIZE - 4)).isEqualTo(request.limit() - marker);
    assertThat(request.getInt(0) == 0).isEqualTo(marker != 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing after the header
        "0000000300", // a payload shorter than its header
        "000000ff00", // longer than the message
        "0000000c0000000100000001", // a situation without a proposal
        "000000140000000100000001000000080101ff01", // an SPI longer than the proposal
        "000000180000000100000001" + "0000000c01010001" + "00000003", // a transform too short
      })
  void malformedAssociation_isNoResponse(String body) {
    byte[] payloads = HexFormat.of().parseHex(body);
    ByteBuffer message = ByteBuffer.allocate(IkeHeader.SIZE + payloads.length);
    message.putLong(1).putLong(2).put((byte) 1).put((byte) IkeHeader.VERSION_1);
    message.put((byte) IkeHeader.MAIN_MODE).put(IkeHeader.SIZE - 4, new byte[4]);
    message.putInt(IkeHeader.SIZE - 4, message.capacity()).position(IkeHeader.SIZE).put(payloads);

    IkeHeader header = IkeHeader.read(message.flip()).orElseThrow();
    assertThat(header.isResponse1(1)).isTrue();
    assertThat(Payloads.version1(header)).isEmpty();
  }

  @Test
  void unknownNames_areNumbersAndHexadecimalDigits() {
    assertThat(IkeNames.notification(true, 9_999)).isEqualTo("notification 9999");
    assertThat(IkeNames.vendor(ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo("0102");
    assertThat(IkeNames.transform2(ByteBuffer.wrap(new byte[] {9, 0, 0, 7})))
        .isEqualTo("transform 9 7");
  }
}
