package io.portprobe.protocols.internal.l2tp;

import io.portprobe.protocols.l2tp.L2tp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class L2tpContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final String response;

    Contract(String response) {
      this.response = response;
    }

    @Override
    protected Protocol protocol() {
      return new L2tpProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.udp(1701);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      ControlMessage message = ControlMessage.read(request).orElseThrow();
      return message.number(ControlMessage.MESSAGE_TYPE).orElse(0) == ControlMessage.SCCRQ
          ? List.of(
              L2tpBytes.withTunnel(
                  response, message.number(ControlMessage.ASSIGNED_TUNNEL_ID).orElseThrow()))
          : List.of();
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(L2tp.HOST_NAME, List.of("", "a b", "x".repeat(65)));
    }
  }

  @Nested
  class Accepting extends Contract {
    Accepting() {
      super(L2tpBytes.SCCRP);
    }
  }

  @Nested
  class Refusing extends Contract {
    Refusing() {
      super(L2tpBytes.STOP_CCN);
    }
  }
}
