package io.portprobe.protocols.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.protocols.http.Http;
import io.portprobe.protocols.http.HttpProxy;
import io.portprobe.protocols.http.HttpProxyResult;
import io.portprobe.protocols.http.HttpProxyResult.Kind;
import io.portprobe.protocols.http.HttpResult;
import io.portprobe.protocols.http.WebSocket;
import io.portprobe.protocols.http.WebSocketResult;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDialogueTest {
  private static final Protocol HTTP = new HttpProtocol();

  private static TestDialogueContext context(int port) {
    return TestDialogueContext.of(Transport.TCP, port);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1)).asReadOnlyBuffer();
  }

  /** Returns a head of these lines. */
  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String sent(Step step) {
    return ISO_8859_1.decode(((Step.Send) step).bytes()).toString();
  }

  private static Step respond(Dialogue dialogue, String text) {
    var unused = dialogue.start();
    return dialogue.received(bytes(text));
  }

  private static <F extends Finding> F finding(Step step, Class<F> type) {
    Step last = step instanceof Step.Send send ? send.then() : step;
    assertThat(last).isInstanceOf(Step.Finish.class);
    return type.cast(((Step.Finish) last).finding());
  }

  private static HttpResult http(String response) {
    return finding(respond(HTTP.open(context(80)), response), HttpResult.class);
  }

  private static String why(Step step) {
    assertThat(step).isInstanceOf(Step.Mismatch.class);
    return ((Step.Mismatch) step).why();
  }

  @Test
  void request_isHeadByDefault() {
    assertThat(sent(HTTP.open(context(80)).start()))
        .isEqualTo(
            head(
                "HEAD / HTTP/1.1",
                "Host: localhost",
                "User-Agent: portprobe",
                "Accept: */*",
                "Connection: close"));
  }

  @Test
  void request_hasTheValuesOfTheOptions() {
    TestDialogueContext context =
        context(80)
            .with(Http.METHOD, Http.Method.OPTIONS)
            .with(Http.PATH, "*")
            .with(Http.HOST, "www.example:81")
            .with(Http.USER_AGENT, "");
    assertThat(sent(HTTP.open(context).start()))
        .isEqualTo(
            head("OPTIONS * HTTP/1.1", "Host: www.example:81", "Accept: */*", "Connection: close"));
  }

  @ParameterizedTest
  @CsvSource({
    "db.example, 80, false, db.example",
    "db.example, 443, false, db.example:443",
    "db.example, 443, true, db.example",
    "db.example, 80, true, db.example:80",
    "::1, 8080, false, [::1]:8080",
    "fe80::1%eth0, 80, false, [fe80::1]"
  })
  void hostField_hasAPort_unlessItIsTheDefault(String host, int port, boolean tls, String expected)
      throws UnknownHostException {
    TestDialogueContext context =
        context(port)
            .withHost(host, InetAddress.getByName("127.0.0.1"))
            .withBinding(tls ? Binding.tls(port) : Binding.tcp(port));
    assertThat(sent(HTTP.open(context).start())).contains("\r\nHost: " + expected + "\r\n");
  }

  @Test
  void tls_offersAlpn_andTheNameOfTheHostOption() {
    assertThat(HTTP.open(context(443)).tlsSettings().alpn()).containsExactly("http/1.1");
    Dialogue named = HTTP.open(context(443).with(Http.HOST, "www.example:444"));
    assertThat(named.tlsSettings().serverName(Optional.of("other"))).contains("www.example");
    Dialogue address = HTTP.open(context(443).with(Http.HOST, "[2001:db8::1]:444"));
    assertThat(address.tlsSettings().serverName(Optional.of("other"))).contains("other");
  }

  @Test
  void response_isReadWholly() {
    HttpResult result =
        http(
            "HTTP/1.1 301 Moved Permanently\r\nserver:Apache/2.4.57 (Debian)\r\n"
                + "Location: https://www.example/\r\nX-Folded: a\r\n  b\r\n\r\nbody");
    assertThat(result.version()).isEqualTo("1.1");
    assertThat(result.status()).isEqualTo(301);
    assertThat(result.isRedirect()).isTrue();
    assertThat(result.location()).contains("https://www.example/");
    assertThat(result.field("x-folded")).contains("a b");
    assertThat(result.complete()).isTrue();
    assertThat(result.facts().product()).contains("Apache");
    assertThat(result.facts().version()).contains("2.4.57");
    assertThat(result.facts().operatingSystem()).contains("Debian");
    assertThat(result.lines())
        .containsExactly(
            "HTTP/1.1 301 Moved Permanently",
            "server: Apache/2.4.57 (Debian)",
            "Location: https://www.example/",
            "X-Folded: a b");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 500, 505})
  void errorStatus_isAFinding(int status) {
    HttpResult result = http("HTTP/1.1 " + status + " x\r\n\r\n");
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.requiresAuthentication()).isEqualTo(status == 401);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx, , ",
    "Microsoft-IIS/10.0, Microsoft-IIS, 10.0, Windows",
    "Jetty(12.0.5), Jetty, 12.0.5, ",
    "SimpleHTTP/0.6 Python/3.11.2, SimpleHTTP, 0.6, ",
    "Apache/2.4.57 (Red Hat Enterprise Linux), Apache, 2.4.57, Red Hat"
  })
  void serverField_hasProductVersionAndSystem(
      String server, String product, String version, String system) {
    ServiceFacts facts = http("HTTP/1.1 200 OK\r\nServer: " + server + "\r\n\r\n").facts();
    assertThat(facts.product()).isEqualTo(Optional.ofNullable(product));
    assertThat(facts.version()).isEqualTo(Optional.ofNullable(version));
    assertThat(facts.operatingSystem()).isEqualTo(Optional.ofNullable(system));
  }

  @Test
  void otherProtocol_isAMismatch_atItsFirstBytes() {
    assertThat(why(respond(HTTP.open(context(80)), "SSH-2.0-x")))
        .isEqualTo("expected an HTTP/1 response, received \"SSH-2.0-x\"");
    assertThat(why(respond(HTTP.open(context(80)), "HTTP/2 200\r\n\r\n"))).startsWith("expected");
  }

  @Test
  void endOfStream_afterTheStatusLine_isAnIncompleteFinding() {
    Dialogue dialogue = HTTP.open(context(80));
    var unused = respond(dialogue, "HTTP/1.1 200 OK\r\nServer: x\r\nDate: Fr");
    assertThat(dialogue.partial()).isPresent();
    HttpResult result = finding(dialogue.closed(), HttpResult.class);
    assertThat(result.complete()).isFalse();
    assertThat(result.fields()).hasSize(1);
  }

  @Test
  void endOfStream_withoutAResponse_isAMismatch() {
    Dialogue dialogue = HTTP.open(context(80));
    var unused = dialogue.start();
    assertThat(why(dialogue.closed())).contains("after 0 bytes");
  }

  @Test
  void interimResponses_areLimited() {
    assertThat(why(respond(HTTP.open(context(80)), "HTTP/1.1 100 Continue\r\n\r\n".repeat(11))))
        .isEqualTo("more than 10 interim responses");
  }

  @Test
  void fields_beyondTheLimitOfTheFinding_areLeftOut() {
    Optional<ResponseHead> head =
        ResponseHead.read(bytes("HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\n\r\n"), 300);
    assertThat(head.orElseThrow().fields()).hasSize(1);
    assertThat(head.orElseThrow().complete()).isFalse();
  }

  @Test
  void plaintextResponseToTls_isAFinding() {
    TlsInfo none = TlsInfo.builder().complete(false).build();
    HttpResult result =
        finding(
            HTTP.open(context(443))
                .tlsFailed(
                    TlsFailure.of("not TLS", none, bytes("HTTP/1.1 400 Bad Request\r\nServ"))),
            HttpResult.class);
    assertThat(result.status()).isEqualTo(400);
    assertThat(result.notes())
        .containsExactly("the server responded to the TLS handshake without TLS");
    assertThat(HTTP.open(context(443)).tlsFailed(TlsFailure.of("x", none, bytes("SSH-2.0-x"))))
        .isEqualTo(Step.await());
  }

  @Test
  void recognise_acceptsStatusLinesOnly() {
    assertThat(
            HTTP.recognise(bytes("HTTP/1.1 400 Bad Request\r\nServer: nginx/1.22.1\r\nDa"))
                .orElseThrow()
                .version())
        .contains("1.22.1");
    for (String other :
        List.of(
            "HTTP/1.1 400",
            "RTSP/1.0 200 OK\r\n\r\n",
            "SIP/2.0 400 x\r\n",
            "ICY 200 OK\r\n",
            "HTTP/1.1 4000 x\r\n",
            "<html>",
            "\0")) {
      assertThat(HTTP.recognise(bytes(other))).as(other).isEmpty();
    }
  }

  @Test
  void starPath_withoutOptions_isInvalid() {
    assertThatThrownBy(() -> HTTP.open(context(80).with(Http.PATH, "*")))
        .hasMessage("http.path: '*' (expected: a path, except with the method OPTIONS)");
  }

  /** The key and response of RFC 6455 section 1.3. */
  @Test
  void webSocketAccept_isAsInRfc6455() {
    assertThat(WebSocketDialogue.accept("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }

  private static Step webSocket(String response) {
    return respond(new WebSocketProtocol().open(context(80)), response);
  }

  @Test
  void webSocket_withWrongAccept_isAMismatch() {
    assertThat(
            why(
                webSocket(
                    head(
                        "HTTP/1.1 101 x",
                        "Upgrade: websocket",
                        "Connection: upgrade",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))))
        .isEqualTo("the field Sec-WebSocket-Accept does not match the key");
    assertThat(why(webSocket("HTTP/1.1 101 x\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n")))
        .contains("another protocol");
    assertThat(why(webSocket("HTTP/1.1 200 OK\r\n\r\n"))).contains("the HTTP status 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 x", "403 x", "426 x", "400 x\r\nSec-WebSocket-Version: 13"})
  void webSocket_refusal_isAFinding(String status) {
    WebSocketResult result =
        finding(webSocket("HTTP/1.1 " + status + "\r\n\r\n"), WebSocketResult.class);
    assertThat(result.upgraded()).isFalse();
    assertThat(result.lines()).startsWith("WebSocket: refused");
  }

  @Test
  void webSocketRequest_hasOriginAndSubprotocols() {
    TestDialogueContext context =
        context(80)
            .with(WebSocket.ORIGIN, "https://www.example")
            .with(WebSocket.SUBPROTOCOLS, "mqtt,stomp");
    assertThat(sent(new WebSocketProtocol().open(context).start()))
        .contains("\r\nSec-WebSocket-Protocol: mqtt, stomp\r\nOrigin: https://www.example\r\n");
  }

  private static Step connect(String destination, String response) {
    return respond(
        new HttpProxyProtocol().open(context(3128).with(HttpProxy.DESTINATION, destination)),
        response);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 407 x, AUTHENTICATION_REQUIRED",
    "'', 403 Forbidden, DENIED",
    "'', 503 Service Unavailable, DESTINATION_FAILED",
    "'', 200 Connection established, CONNECTED",
    "a.example:1, 200 OK, CONNECTED",
    "a.example:1, 502 Bad Gateway, DESTINATION_FAILED"
  })
  void proxy_responseHasAKind(String destination, String status, Kind kind) {
    HttpProxyResult result =
        finding(connect(destination, "HTTP/1.1 " + status + "\r\n\r\n"), HttpProxyResult.class);
    assertThat(result.kind()).isEqualTo(kind);
    assertThat(result.destination())
        .isEqualTo(destination.isEmpty() ? "portprobe.invalid:443" : destination);
  }

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "400 Bad Request", "404 x", "405 x", "501 x", "301 x"})
  void serverWithoutConnect_isNoProxy(String status) {
    assertThat(why(connect("", "HTTP/1.1 " + status + "\r\n\r\n")))
        .contains("without a sign of a proxy");
  }

  @Test
  void fieldOfAProxy_isASign() {
    HttpProxyResult result =
        finding(
            connect("", "HTTP/1.1 400 x\r\nVia: 1.1 gate (squid/5.7)\r\n\r\n"),
            HttpProxyResult.class);
    assertThat(result.kind()).isEqualTo(Kind.DENIED);
  }

  @ParameterizedTest
  @CsvSource({
    "500 Unable to connect, tinyproxy/1.11.1, DESTINATION_FAILED",
    "500 Internal Error, tinyproxy/1.11.1, DENIED",
    "400 Bad Request, squid/5.7, DENIED",
    "408 Timeout, tinyproxy, DENIED"
  })
  void proxy_productOfTheServerField_isEnough(String status, String server, Kind kind) {
    HttpProxyResult result =
        finding(
            connect("", "HTTP/1.1 " + status + "\r\nServer: " + server + "\r\n\r\n"),
            HttpProxyResult.class);

    assertThat(result.kind()).isEqualTo(kind);
  }

  @Test
  void proxy_similarProductOrAnotherServer_isAMismatch() {
    for (String server : new String[] {"tinyproxyish/1", "nginx", "a squid/5.7"}) {
      String response = "HTTP/1.1 500 Unable to connect\r\nServer: " + server + "\r\n\r\n";

      assertThat(why(connect("", response))).as(server).contains("without a sign of a proxy");
    }
  }
}
