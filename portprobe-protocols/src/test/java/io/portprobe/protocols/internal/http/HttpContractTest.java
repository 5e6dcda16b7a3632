package io.portprobe.protocols.internal.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.protocols.http.Http;
import io.portprobe.protocols.http.HttpProxy;
import io.portprobe.protocols.http.WebSocket;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class HttpContractTest {
  private static final List<String> HOSTS = List.of("a b", "a\r\nX: y", "a/b", "x".repeat(256));

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  /** Returns a head of these lines. */
  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private abstract static class HttpContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new HttpProtocol();
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(
          bytes("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"),
          bytes("HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nContent-Length: 0\r\n\r\n"));
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          Http.PATH,
          List.of("", "a", "/a b", "/\r\nX: y", "*", "/" + "x".repeat(2000)),
          Http.HOST,
          HOSTS,
          Http.USER_AGENT,
          List.of("a\r\nX: y", " a", "x".repeat(201)));
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("http");
    }
  }

  @Nested
  class Plain extends HttpContract {
    @Override
    protected Binding binding() {
      return Binding.tcp(80);
    }
  }

  @Nested
  class Tls extends HttpContract {
    @Override
    protected Binding binding() {
      return Binding.tls(443);
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Http.METHOD, Http.Method.GET).with(Http.HOST, "www.example");
    }
  }

  /** A server of HTTP/1.0 that ends the connection before the empty line. */
  @Nested
  class WithoutEnd extends HttpContract {
    @Override
    protected Binding binding() {
      return Binding.tcp(8080);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(bytes("HTTP/1.0 401 Unauthorized\nWWW-Authenticate: Basic realm=x\n"));
    }

    @Override
    protected boolean closesStream() {
      return true;
    }
  }

  private abstract static class WebSocketContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new WebSocketProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(80);
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          WebSocket.PATH,
          List.of("", "a", "/a b", "*"),
          WebSocket.HOST,
          HOSTS,
          WebSocket.ORIGIN,
          List.of("a\r\nX: y", "x".repeat(201)),
          WebSocket.SUBPROTOCOLS,
          List.of("a,,b", "a b", ",", "x".repeat(201)));
    }
  }

  @Nested
  class Upgraded extends WebSocketContract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      String text = US_ASCII.decode(request).toString();
      int key = text.indexOf("Sec-WebSocket-Key: ");
      if (key < 0) {
        return List.of(); // the close frame
      }
      String accept = WebSocketDialogue.accept(text.substring(key + 19, text.indexOf('\r', key)));
      return List.of(
          bytes(
              "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
                  + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: "
                  + accept
                  + "\r\n\r\n"));
    }
  }

  @Nested
  class OtherVersion extends WebSocketContract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(bytes("HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 8, 7\r\n\r\n"));
    }
  }

  private abstract static class ProxyContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new HttpProxyProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(3128);
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          HttpProxy.DESTINATION,
          List.of("a", "a:0", "a:65536", ":1", "a:1\r\nX: y", "a b:1", "a:123456"));
    }
  }

  @Nested
  class Authentication extends ProxyContract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(
          bytes(
              head(
                  "HTTP/1.1 407 Proxy Authentication Required",
                  "Server: squid/5.7",
                  "Proxy-Authenticate: Basic realm=\"x\"")));
    }
  }

  @Nested
  class Tunnel extends ProxyContract {
    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(HttpProxy.DESTINATION, "www.example:443");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(bytes("HTTP/1.1 200 OK\r\n\r\n"));
    }
  }
}
