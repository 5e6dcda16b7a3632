package io.portprobe.protocols.internal.winrm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Transport;
import io.portprobe.protocols.winrm.WinRmResult;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WinRmDialogueTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static Step exchange(String reply) {
    Dialogue dialogue = new WinRmProtocol().open(TestDialogueContext.of(Transport.TCP, 5985));
    dialogue.start();
    return dialogue.received(WinRmReplies.bytes(reply));
  }

  private static WinRmResult finding(Step step) {
    assertThat(step).isInstanceOf(Step.Finish.class);
    return (WinRmResult) ((Step.Finish) step).finding();
  }

  @Test
  void request_identifiesTheService_forTheHost() throws Exception {
    Dialogue dialogue =
        new WinRmProtocol()
            .open(
                TestDialogueContext.of(Transport.TCP, 5985)
                    .withHost("::1", InetAddress.getByName("::1")));
    String request = UTF_8.decode(((Step.Send) dialogue.start()).bytes()).toString();
    assertThat(request)
        .startsWith("POST /wsman HTTP/1.1\r\nHost: [::1]:5985\r\n")
        .contains("WSMANIDENTIFY: unauthenticated\r\n")
        .endsWith("<wsmid:Identify/></s:Body></s:Envelope>");
  }

  @Test
  void identifyResponse_hasVendorAndVersion() {
    WinRmResult result = finding(exchange(WinRmReplies.IDENTIFIED));
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.productVendor()).contains("Microsoft Corporation");
    assertThat(result.productVersion()).contains("OS: 0.0.0 SP: 0.0 Stack: 3.0");
    assertThat(result.protocolVersion()).contains("http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd");
  }

  @Test
  void chunkedIdentifyResponse_isAFindingToo() {
    String body = WinRmReplies.IDENTIFIED.substring(WinRmReplies.IDENTIFIED.indexOf("<s:"));
    WinRmResult result =
        finding(
            exchange(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(body.length())
                    + "\r\n"
                    + body
                    + "\r\n0\r\n\r\n"));
    assertThat(result.productVendor()).contains("Microsoft Corporation");
  }

  @Test
  void chunks_thatDivideAnElement_areJoined() {
    String body = WinRmReplies.IDENTIFIED.substring(WinRmReplies.IDENTIFIED.indexOf("<s:"));
    StringBuilder chunks = new StringBuilder();
    for (int from = 0; from < body.length(); from += 7) {
      String chunk = body.substring(from, Math.min(body.length(), from + 7));
      chunks.append(Integer.toHexString(chunk.length())).append(";x=0\r\n").append(chunk);
      chunks.append("\r\n");
    }
    WinRmResult result = finding(exchange(CHUNKED + chunks + "0\r\nTrailer: 0\r\n\r\n"));
    assertThat(result.productVendor()).contains("Microsoft Corporation");
    assertThat(result.productVersion()).contains("OS: 0.0.0 SP: 0.0 Stack: 3.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g\r\n", "-1\r\n", "7fffffff\r\n", "ffffff\r\n", "1\r\nabc"})
  void malformedChunk_isAMismatch(String chunk) {
    assertThat(exchange(CHUNKED + chunk)).isInstanceOf(Step.Mismatch.class);
  }

  @Test
  void elementWithAttributes_hasItsText() {
    WinRmResult result =
        finding(
            exchange(
                WinRmReplies.response(
                    "200 ",
                    "",
                    "<IdentifyResponse><a:ProductVendor x=\"1\">A&amp;B</a:ProductVendor>text"
                        + "<ProductVersion>"
                        + "9".repeat(1_025)
                        + "</ProductVersion>"
                        + "</IdentifyResponse>")));
    assertThat(result.productVendor()).contains("A&B");
    assertThat(result.productVersion()).isEmpty();
  }

  @Test
  void unauthorized_hasTheSchemes() {
    WinRmResult result = finding(exchange(WinRmReplies.UNAUTHORIZED));
    assertThat(result.authenticationSchemes()).containsExactly("Negotiate", "Kerberos", "Basic");
    assertThat(result.server()).contains("Microsoft-HTTPAPI/2.0");
    assertThat(result.facts().product()).contains("Microsoft-HTTPAPI/2.0");
  }

  @ParameterizedTest
  @CsvSource({
    "404 Not Found, Server: nginx",
    "200 OK, Server: nginx",
    "401 Unauthorized, WWW-Authenticate: Basic realm=\"files\""
  })
  void otherHttpServer_isAMismatch(String status, String header) {
    assertThat(exchange(WinRmReplies.response(status, header + "\r\n", "<html></html>")))
        .isEqualTo(
            Step.mismatch(
                "expected WS-Management, received an HTTP response with status "
                    + status.substring(0, 3)));
  }

  @ParameterizedTest
  @CsvSource({
    "401, WWW-Authenticate: Basic realm=\"WSMAN\", true",
    "401, WWW-Authenticate: Kerberos, false",
    "404, WWW-Authenticate: Basic realm=\"WSMAN\", false",
    "200, Server: Microsoft-HTTPAPI/2.0, false"
  })
  void realmOfWsManagement_isRecognised(int status, String header, boolean recognised) {
    String response = WinRmReplies.response(status + " ", header + "\r\n", "");
    assertThat(new WinRmProtocol().recognise(WinRmReplies.bytes(response)).isPresent())
        .isEqualTo(recognised);
  }

  @Test
  void identifyResponse_isRecognised() {
    assertThat(
            new WinRmProtocol()
                .recognise(WinRmReplies.bytes(WinRmReplies.IDENTIFIED))
                .orElseThrow()
                .product())
        .contains("Microsoft Corporation");
  }
}
