package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.http2.Grpc;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class Http2ContractTest {
  private static boolean opens(ByteBuffer request) {
    return request.get(request.position()) == 'P';
  }

  private abstract static class H2 extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new Http2Protocol();
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return opens(request)
          ? List.of(Http2Bytes.hex(Http2Bytes.SETTINGS), Http2Bytes.hex(Http2Bytes.SETTINGS_ACK))
          : List.of();
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("http2");
    }
  }

  @Nested
  class Tls extends H2 {
    @Override
    protected Binding binding() {
      return Binding.tls(443);
    }
  }

  @Nested
  class PriorKnowledge extends H2 {
    @Override
    protected Binding binding() {
      return Binding.tcp(8080);
    }
  }

  @Nested
  class Health extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new GrpcProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(50_051);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return opens(request)
          ? List.of(
              Http2Bytes.hex(Http2Bytes.SETTINGS, Http2Bytes.SETTINGS_ACK),
              Http2Bytes.hex("000008 06 00 00000000 0102030405060708"),
              Http2Bytes.hex(Http2Bytes.head(), Http2Bytes.health(1)),
              Http2Bytes.hex(Http2Bytes.trailers(0)))
          : List.of();
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          Grpc.SERVICE, List.of("a b", "x".repeat(201)),
          Grpc.AUTHORITY, List.of("a\r\n", "x".repeat(201)));
    }
  }
}
