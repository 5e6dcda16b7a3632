package io.portprobe.examples.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.InLab;
import io.portprobe.examples.lab.LabClient;
import io.portprobe.examples.lab.Tool;
import io.portprobe.protocols.http.WebSocketResult;
import io.portprobe.protocols.http2.GrpcHealthResult;
import io.portprobe.protocols.http2.GrpcHealthResult.Health;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the servers of python3-websockets and python3-grpcio with the JDK and curl. */
@InLab
class WebServersLabTest {
  @RegisterExtension static final LabClient LAB = new LabClient();

  @RegisterExtension
  static final DebianServers SERVERS =
      new DebianServers(DebianServer.WEBSOCKETS, DebianServer.GRPCIO);

  @Test
  @DisplayName("The subprotocol of a WebSocket server is the one that the JDK's client negotiates")
  void webSocket() {
    String host = DebianServer.WEBSOCKETS.host();
    int port = DebianServer.WEBSOCKETS.port();
    WebSocketResult result =
        LAB.tcp(host, port)
            .as("websocket")
            .option(io.portprobe.protocols.http.WebSocket.SUBPROTOCOLS, "other,lab.v1")
            .report()
            .join()
            .finding(WebSocketResult.class)
            .orElseThrow();
    WebSocket theirs =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("other", "lab.v1")
            .buildAsync(URI.create("ws://" + host + ":" + port), new WebSocket.Listener() {})
            .join();

    assertThat(result.upgraded()).isTrue();
    assertThat(result.subprotocol()).contains(theirs.getSubprotocol());
    theirs.abort();
  }

  /** The message of curl is empty, and the reply is the field 1 (status) with the value 1. */
  @Test
  @DisplayName("The health of a gRPC server is the one that curl receives")
  void grpc() {
    String host = DebianServer.GRPCIO.host();
    int port = DebianServer.GRPCIO.port();
    GrpcHealthResult result =
        LAB.tcp(host, port)
            .as("grpc")
            .report()
            .join()
            .finding(GrpcHealthResult.class)
            .orElseThrow();

    assertThat(result.health()).contains(Health.SERVING);
    assertThat(
            Tool.run(
                "sh",
                "-c",
                ("printf '\\0\\0\\0\\0\\0' | curl --silent --http2-prior-knowledge --header"
                     + " 'content-type: application/grpc' --header 'te: trailers' --data-binary @-"
                     + " http://%s:%d/grpc.health.v1.Health/Check | od -An -tx1")
                    .formatted(host, port)))
        .containsExactly(" 00 00 00 00 02 08 01");
  }
}
