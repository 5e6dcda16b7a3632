package io.portprobe.protocols.internal.socks;

import io.portprobe.protocols.socks.Socks;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import io.portprobe.testing.protocol.TestDialogueContext;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class SocksContractTest {
  private static List<ByteBuffer> hex(String text) {
    return List.of(ByteBuffer.wrap(HexFormat.of().parseHex(text)));
  }

  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new SocksProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(1080);
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(
          Socks.DESTINATION,
          List.of("a", "a:0", "a:65536", ":1", "a b:1", "::1:80", "[x]:1", "[a]:1", "999.1.1.1:1"));
    }

    /** Two bytes that a SOCKS 5 server sends. */
    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("socks5");
    }
  }

  @Nested
  class Negotiation extends Contract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return hex("0502");
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Socks.DESTINATION, "192.0.2.1:80");
    }
  }

  @Nested
  class Connection extends Contract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return request.get(1) == 3 ? hex("0500") : hex("05000003036162630050");
    }

    @Override
    protected TestDialogueContext context(long seed) {
      return super.context(seed).with(Socks.DESTINATION, "[2001:db8::1]:80");
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of();
    }
  }

  @Nested
  class OlderServer extends Contract {
    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return hex(request.get(0) == 4 ? "005b000000000000" : "00");
    }
  }
}
