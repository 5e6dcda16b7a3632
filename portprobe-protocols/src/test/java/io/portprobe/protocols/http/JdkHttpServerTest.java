package io.portprobe.protocols.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.portprobe.DialogueReport;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Speaks with the JDK's own HTTP server over sockets. */
class JdkHttpServerTest {
  private static HttpServer server;
  private static ProbeClient client;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Server", "Test/1.0 (Debian)");
          exchange.getResponseHeaders().add("X-Method", exchange.getRequestMethod());
          exchange
              .getResponseHeaders()
              .add("X-Host", exchange.getRequestHeaders().getFirst("Host"));
          boolean found = exchange.getRequestURI().getPath().equals("/");
          byte[] body = "body".getBytes(US_ASCII);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(found ? 200 : 404, head ? -1 : body.length);
          if (!head) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    client = ProbeClient.create();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.stop(0);
  }

  private static PortProbe probe(String protocol) {
    InetSocketAddress address = server.getAddress();
    return client.tcp(address.getAddress().getHostAddress(), address.getPort()).as(protocol);
  }

  private static HttpResult result(PortProbe probe) {
    ProbeReport report = probe.report().join();
    assertThat(report.state()).isEqualTo(PortState.LISTENING);
    return report.finding(HttpResult.class).orElseThrow(() -> new AssertionError(report.explain()));
  }

  @Test
  void headRequest_isAnswered() {
    HttpResult result = result(probe("http"));
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.field("x-method")).contains("HEAD");
    assertThat(result.field("x-host").orElseThrow()).endsWith(":" + server.getAddress().getPort());
    assertThat(result.facts().toString()).isEqualTo("http, Test, 1.0, Debian");
  }

  @Test
  void getRequest_ofAMissingPath_isAFinding() {
    HttpResult result =
        result(
            probe("http")
                .option(Http.METHOD, Http.Method.GET)
                .option(Http.PATH, "/missing")
                .option(Http.HOST, "www.example"));
    assertThat(result.status()).isEqualTo(404);
    assertThat(result.field("x-method")).contains("GET");
    assertThat(result.field("x-host")).contains("www.example");
  }

  @Test
  void webSocket_isAMismatch() {
    assertThat(outcome("websocket")).isEqualTo(DialogueReport.Outcome.MISMATCH);
  }

  /** The server closes the connection at CONNECT, which proves nothing. */
  @Test
  void proxy_isIncomplete() {
    assertThat(outcome("http-proxy")).isEqualTo(DialogueReport.Outcome.INCOMPLETE);
  }

  private DialogueReport.Outcome outcome(String protocol) {
    return probe(protocol).report().join().dialogue().orElseThrow().outcome();
  }
}
