package io.portprobe.protocols.internal.snmp;

import io.portprobe.protocols.snmp.Snmp;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class SnmpContractTest {
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;

    Contract(Binding binding) {
      this.binding = binding;
    }

    @Override
    protected Protocol protocol() {
      return new SnmpProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return Agent.version(request) == SnmpMessages.V2C
          ? List.of(ByteBuffer.wrap(Agent.respond(Agent.RESPONSE_V2C, request)))
          : List.of();
    }

    @Override
    protected Set<String> recognisedGreetings() {
      return Set.of("snmp");
    }

    @Override
    protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
      return Map.of(Snmp.COMMUNITY, List.of("", "x".repeat(256)));
    }
  }

  @Nested
  class Udp extends Contract {
    Udp() {
      super(Binding.udp(161));
    }
  }

  @Nested
  class Tcp extends Contract {
    Tcp() {
      super(Binding.tcp(161));
    }
  }

  @Nested
  class EngineOverTcp extends Contract {
    EngineOverTcp() {
      super(Binding.tcp(161));
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      return Agent.version(request) == SnmpMessages.V3
          ? List.of(ByteBuffer.wrap(Agent.report(request)))
          : List.of();
    }
  }
}
