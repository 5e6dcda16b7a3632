package io.portprobe.examples.custom;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class ContractTest {
  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  @Nested
  class MemcachedContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new Memcached();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(11211);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(text("VERSION 1.6.18\r\n"));
    }
  }

  @Nested
  class RedisContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new Redis();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(6379);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(text("-NOAUTH Authentication required.\r\n"));
    }
  }

  @Nested
  class ProtectedRedisContract extends RedisContract {
    @Override
    protected List<ByteBuffer> greeting() {
      return List.of(text("-DENIED Redis is running in protected mode\r\n"));
    }
  }

  @Nested
  class StunContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new Stun();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(3478);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(stunResponse(request));
    }
  }

  @Nested
  class StunOverTcpContract extends StunContract {
    @Override
    protected Binding binding() {
      return Binding.tcp(3478);
    }
  }

  /** Copies the magic cookie and the transaction ID of the request. */
  static ByteBuffer stunResponse(ByteBuffer request) {
    byte[] software = "Coturn-4.6.1".getBytes(UTF_8);
    return ByteBuffer.allocate(24 + software.length)
        .putShort((short) 0x0101)
        .putShort((short) (4 + software.length))
        .put(request.slice(4, 16))
        .putShort((short) 0x8022)
        .putShort((short) software.length)
        .put(software)
        .flip();
  }

  @Nested
  class SsdpContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new Ssdp();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(1900);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(
          text("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1::upnp:rootdevice\r\n\r\n"),
          text("HTTP/1.1 200 OK\r\nST: uuid:1\r\nUSN: uuid:1\r\n\r\n"));
    }

    @Override
    protected boolean requestsAreAlike() {
      return true; // SSDP has no transaction ID
    }
  }

  @Nested
  class GopherContract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new Gopher();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(70);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return switch (US_ASCII.decode(request).toString()) {
        case "caps.txt\r\n" ->
            List.of(text("CAPS\nServerSoftware=Gophernicus\nServerSoftwareVersion=3.1\n"));
        case "/docs\r\n" -> List.of(text("0Manual\t/manual\tlocalhost\t70\r\n.\r\n"));
        default -> List.of();
      };
    }

    @Override
    protected boolean closesStream() {
      return true;
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Gopher.SELECTOR, "/docs");
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(Gopher.SELECTOR, List.of("a\tb", "x".repeat(256)));
    }
  }
}
