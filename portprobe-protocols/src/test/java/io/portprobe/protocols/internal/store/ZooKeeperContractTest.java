package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

class ZooKeeperContractTest extends ProtocolContract {
  private static final byte[] REPLY =
      Recording.read(StoreFuzzTest.class, "zooKeeper", "zookeeper-3.8.4");

  @Override
  protected Protocol protocol() {
    return new ZooKeeperProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(2181);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ByteBuffer.wrap(REPLY));
  }

  @Override
  protected boolean closesStream() {
    return true;
  }

  @Override
  protected Set<String> acceptedGreetings() {
    return Set.of("zookeeper");
  }
}
