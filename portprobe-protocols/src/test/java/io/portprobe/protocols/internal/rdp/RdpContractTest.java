package io.portprobe.protocols.internal.rdp;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class RdpContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final int selected;

    Contract(int selected) {
      this.selected = selected;
    }

    @Override
    protected Protocol protocol() {
      return new RdpProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(3389);
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("rdp");
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("rdp");
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return List.of(ByteBuffer.wrap(RdpBytes.response(selected)));
    }
  }

  @Nested
  class Standard extends Contract {
    Standard() {
      super(0);
    }
  }

  @Nested
  class Nla extends Contract {
    Nla() {
      super(2);
    }
  }
}
