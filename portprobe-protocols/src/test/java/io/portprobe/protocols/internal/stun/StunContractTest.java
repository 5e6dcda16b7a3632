package io.portprobe.protocols.internal.stun;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;

class StunContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new StunProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      byte[] attributes =
          HexFormat.of().parseHex("0020000800019090e112a643" + "802200056d79205e7e000000");
      byte[] id = new byte[16];
      request.get(4, id);
      return List.of(
          ByteBuffer.allocate(20 + attributes.length)
              .putShort((short) 0x0101)
              .putShort((short) attributes.length)
              .put(id)
              .put(attributes)
              .flip());
    }
  }

  @Nested
  class Udp extends Contract {
    Udp() {
      super(Binding.udp(3478));
    }
  }

  @Nested
  class Tcp extends Contract {
    Tcp() {
      super(Binding.tcp(3478));
    }
  }
}
