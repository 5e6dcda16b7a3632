package io.portprobe.protocols.internal.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.sip.SipResult;
import io.portprobe.protocols.talk.FuzzedPeer;
import io.portprobe.protocols.talk.Recording;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipDialogueTest {
  private static final String BRANCH = "z9hG4bK910a2dec89025cc1";

  private final Dialogue udp = new SipProtocol().open(TestDialogueContext.of(Transport.UDP, 5060));

  private Step receive(String text) {
    return udp.received(ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer());
  }

  private static String response(String status, String headers) {
    return "SIP/2.0 "
        + status
        + "\r\nVia: SIP/2.0/UDP 127.0.0.1:50000;branch="
        + BRANCH
        + "\r\nCall-ID: beeb8da1658eec67\r\nCSeq: 8087 OPTIONS\r\n"
        + headers
        + "\r\n";
  }

  private static SipResult result(Step step) {
    return (SipResult) ((Step.Finish) step).finding();
  }

  private static String sent(Step step) {
    return US_ASCII.decode(((Step.Send) step).bytes()).toString();
  }

  @Test
  void kamailio_statusAndSoftware_areRead() {
    SipResult result =
        result(
            FuzzedPeer.stream(
                new SipProtocol(),
                () -> TestDialogueContext.of(Transport.TCP, 5060),
                Recording.of(SipFuzzTest.class, "stream/kamailio")));

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.reason()).isEqualTo("Keepalive");
    assertThat(result.clientAddress()).contains("127.0.0.1:53598");
    assertThat(result.facts().product()).contains("kamailio");
    assertThat(result.facts().version()).contains("5.6.3");
    assertThat(result.facts().volatileComponents()).containsExactly("clientAddress");
  }

  @Test
  void request_hasTheHeadersOfRfc3261() {
    assertThat(sent(udp.start()).replaceFirst("UDP [^;]*:50000;", "UDP 192.0.2.1:50000;"))
        .isEqualTo(
            String.join(
                "\r\n",
                "OPTIONS sip:localhost:5060 SIP/2.0",
                "Via: SIP/2.0/UDP 192.0.2.1:50000;branch=" + BRANCH + ";rport",
                "Max-Forwards: 70",
                "From: <sip:portprobe@portprobe.invalid>;tag=71c18690ee42c90b",
                "To: <sip:localhost>",
                "Call-ID: beeb8da1658eec67",
                "CSeq: 8087 OPTIONS",
                "Accept: application/sdp",
                "User-Agent: portprobe",
                "Content-Length: 0",
                "",
                ""));
  }

  @Test
  void ipv6Address_isBracketedWithoutItsZone() throws Exception {
    Dialogue dialogue =
        new SipProtocol()
            .open(
                TestDialogueContext.of(Transport.TCP, 5060)
                    .withHost("fe80::1%eth0", InetAddress.getByName("fe80::1")));

    assertThat(sent(dialogue.start())).startsWith("OPTIONS sip:[fe80::1]:5060 SIP/2.0\r\n");
  }

  @Test
  void lists_areReadFromAllHeadersOfTheirName() {
    SipResult result =
        result(
            receive(
                response(
                    "404 Not Found",
                    String.join(
                        "\r\n",
                        "Allow: INVITE, ACK",
                        "allow: BYE",
                        "k: timer,",
                        " path",
                        "Accept: application/sdp",
                        "User-Agent: FPBX-16.0.19(18.9)",
                        ""))));

    assertThat(result.status()).isEqualTo(404);
    assertThat(result.allowed()).containsExactly("INVITE", "ACK", "BYE");
    assertThat(result.supported()).containsExactly("timer", "path");
    assertThat(result.accepted()).containsExactly("application/sdp");
    assertThat(result.facts().product()).contains("FPBX");
    assertThat(result.facts().version()).contains("16.0.19");
  }

  @Test
  void provisionalResponse_isNotTheLast() {
    assertThat(receive(response("100 Trying", ""))).isEqualTo(Step.more());
  }

  @ParameterizedTest
  @ValueSource(strings = {BRANCH, "beeb8da1658eec67", "8087"})
  void responseToAnotherRequest_isIgnored(String identifier) {
    assertThat(receive(response("200 OK", "").replace(identifier, "other")))
        .isInstanceOf(Step.Await.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 99999\r\n", "l: -1\r\n", "Content-Length: x\r\n"})
  void invalidContentLength_isAMismatchOverTcp(String header) {
    Dialogue tcp = new SipProtocol().open(TestDialogueContext.of(Transport.TCP, 5060));
    byte[] bytes = response("200 OK", header).getBytes(US_ASCII);

    assertThat(tcp.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer()))
        .isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void keepAlivesBeforeTheResponse_areSkippedOverTcp() {
    Dialogue tcp = new SipProtocol().open(TestDialogueContext.of(Transport.TCP, 5060));
    byte[] bytes = ("\r\n\r\n" + response("200 OK", "")).getBytes(US_ASCII);

    assertThat(result(tcp.received(ByteBuffer.wrap(bytes).asReadOnlyBuffer())).status())
        .isEqualTo(200);
  }
}
