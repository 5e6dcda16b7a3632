package io.portprobe.protocols.internal.ike;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.ike.Ike;
import io.portprobe.protocols.ike.IkeResponder;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
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

  private static byte[] notification2(int type, byte... data) {
    return IkeBytes.notification(IkeHeader.VERSION_2, IkeHeader.SA_INIT, type, data);
  }

  /** RFC 7296 section 2.6: the same message again, with the cookie as its first payload. */
  @Test
  void cookie_isReturned_beforeTheSameProposal() {
    var unused = answer(IkeBytes.ACCEPTED_1, version1);
    byte[] proposal = new byte[version2.bytes().remaining()];
    version2.bytes().get(proposal);

    Step.Send again = (Step.Send) answer(notification2(16_390, (byte) 7, (byte) 8), version2);

    ByteBuffer sent = again.bytes();
    assertThat(again.then()).isEqualTo(Step.await(Duration.ofMillis(1500)));
    assertThat(sent.remaining()).isEqualTo(proposal.length + 10).isEqualTo(sent.getInt(24));
    assertThat(sent.get(16)).isEqualTo((byte) 41);
    byte[] bytes = new byte[sent.remaining()];
    sent.get(bytes);
    assertThat(HexFormat.of().formatHex(bytes, 28, 38)).isEqualTo("2100000a000040060708");
    assertThat(bytes).startsWith(Arrays.copyOf(proposal, 16));
    assertThat(bytes).endsWith(Arrays.copyOfRange(proposal, 28, proposal.length));
    assertThat(finding(answer(IkeBytes.ACCEPTED_2, version2)).lines())
        .startsWith(
            "IKEv2: proposal accepted",
            "IKEv2 transforms: AES-CBC-256, SHA2-256-128, PRF-SHA2-256, MODP-2048",
            "IKEv2 notifications: COOKIE, CHILDLESS_IKEV2_SUPPORTED, MULTIPLE_AUTH_SUPPORTED");
  }

  @Test
  void cookie_beforeTheResponseOfVersion1_repeatsBothProposals() {
    byte[] demand = notification2(16_390, new byte[64]);
    Step.Send again = (Step.Send) answer(demand, version2);

    assertThat(again.then())
        .isEqualTo(Step.send(version1.bytes(), Step.await(Duration.ofMillis(1500))));
    assertThat(answer(demand, version2))
        .isEqualTo(Step.await("the response is a repeat or malformed"));
    assertThat(answer(IkeBytes.ACCEPTED_1, version1))
        .isEqualTo(Step.send(again.bytes(), Step.await(Duration.ofMillis(1500))));
  }

  @Test
  void cookie_withoutAFurtherResponse_isNoRefusal() {
    var unused = answer(notification2(16_390, (byte) 7), version2);

    assertThat(finding(dialogue.silent()).lines())
        .containsExactly(
            "IKEv2: cookie demanded", "IKEv2 notifications: COOKIE", "IKEv1: no response");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65})
  void cookie_ofWrongLength_isNotReturned(int length) {
    assertThat(answer(notification2(16_390, new byte[length]), version2))
        .isEqualTo(Step.more(Duration.ofMillis(700)));
  }

  @Test
  void invalidKeyExchange_hasTheGroup() {
    var unused = answer(notification2(17, (byte) 0, (byte) 19), version2);

    assertThat(finding(dialogue.silent()).lines())
        .startsWith(
            "IKEv2: another key exchange demanded",
            "IKEv2 notifications: INVALID_KE_PAYLOAD (ECP-256)");
  }

  /** RFC 7296 section 2.5: the exchange type is that of the request, or INFORMATIONAL. */
  @ParameterizedTest
  @ValueSource(ints = {IkeHeader.MAIN_MODE, IkeHeader.INFORMATIONAL, 37})
  void responderOfVersion2Only_doesNotSupportVersion1(int exchange) {
    var unused = answer(IkeBytes.ACCEPTED_2, version2);
    byte[] response = IkeBytes.notification(IkeHeader.VERSION_2, exchange, 5, (byte) 0x20);

    assertThat(finding(answer(response, version1)).lines())
        .endsWith("IKEv1: version not supported", "IKEv1 notifications: INVALID_MAJOR_VERSION");
  }

  @ParameterizedTest
  @ValueSource(ints = {IkeHeader.SA_INIT, IkeHeader.INFORMATIONAL})
  void responderOfVersion1Only_doesNotSupportVersion2(int exchange) {
    var unused = answer(IkeBytes.ACCEPTED_1, version1);
    byte[] response = IkeBytes.notification(IkeHeader.VERSION_1, exchange, 5);

    assertThat(finding(answer(response, version2)).lines())
        .startsWith("IKEv2: version not supported", "IKEv2 notifications: INVALID-MAJOR-VERSION");
  }

  @Test
  void otherNotificationInAnotherVersion_isIgnored() {
    byte[] response = IkeBytes.notification(IkeHeader.VERSION_1, IkeHeader.INFORMATIONAL, 14);

    assertThat(answer(response, version2))
        .isEqualTo(Step.await("the response is a repeat or malformed"));
  }

  @Test
  void minorVersion_isIgnored() {
    byte[] response = IkeBytes.ACCEPTED_2.clone();
    response[17] = 0x21;

    assertThat(answer(response, version2)).isEqualTo(Step.more(Duration.ofMillis(700)));
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
