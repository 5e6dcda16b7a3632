package io.portprobe.examples.portqry.snmp;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

class SnmpContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new SnmpProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.udp(161);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ByteBuffer.wrap(Agent.responseTo(request)));
  }

  @Override
  protected Map<ProtocolOption<?>, List<?>> invalidOptions() {
    return Map.of(SnmpProtocol.COMMUNITY, List.of("", "x".repeat(256)));
  }
}
