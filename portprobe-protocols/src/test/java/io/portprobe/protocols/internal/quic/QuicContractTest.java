package io.portprobe.protocols.internal.quic;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;

class QuicContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new QuicProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.udp(443);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(QuicBytes.negotiation(request, 0x1a2a3a4a, 1, 0x6b3343cf));
  }
}
