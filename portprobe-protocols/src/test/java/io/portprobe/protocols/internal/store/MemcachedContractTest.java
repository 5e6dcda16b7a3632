package io.portprobe.protocols.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Nested;

class MemcachedContractTest {
  private static final byte[] VERSION = "VERSION 1.6.18\r\n".getBytes(US_ASCII);

  private abstract static class Contract extends ProtocolContract {
    @Override
    protected Protocol protocol() {
      return new MemcachedProtocol();
    }
  }

  @Nested
  class Tcp extends Contract {
    @Override
    protected Binding binding() {
      return Binding.tcp(11_211);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(ByteBuffer.wrap(VERSION));
    }
  }

  @Nested
  class Udp extends Contract {
    @Override
    protected Binding binding() {
      return Binding.udp(11_211);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      ByteBuffer response = ByteBuffer.allocate(8 + VERSION.length);
      response.putShort(request.getShort()).putShort((short) 0).putShort((short) 1);
      return List.of(response.putShort((short) 0).put(VERSION).flip());
    }
  }
}
