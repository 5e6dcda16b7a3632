package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;

class CassandraContractTest extends ProtocolContract {
  private static final byte[] SUPPORTED =
      Recording.read(StoreFuzzTest.class, "cassandra", "simulacron-0.12.0");

  @Override
  protected Protocol protocol() {
    return new CassandraProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(9042);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ByteBuffer.wrap(SUPPORTED.clone()).putShort(2, request.getShort(2)));
  }
}
