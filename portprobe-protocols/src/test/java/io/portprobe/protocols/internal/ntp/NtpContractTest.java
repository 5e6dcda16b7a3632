package io.portprobe.protocols.internal.ntp;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;

class NtpContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new NtpProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.udp(123);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(NtpPackets.response(request, NtpPackets.CHRONY));
  }
}
