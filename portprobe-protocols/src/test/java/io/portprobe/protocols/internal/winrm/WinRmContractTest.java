package io.portprobe.protocols.internal.winrm;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;

class WinRmContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new WinRmProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(5985);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(WinRmReplies.bytes(WinRmReplies.UNAUTHORIZED));
  }
}
