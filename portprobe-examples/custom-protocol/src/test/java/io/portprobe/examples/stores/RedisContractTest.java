package io.portprobe.examples.stores;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;

class RedisContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new Redis();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(6379);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ByteBuffer.wrap("-NOAUTH Authentication required.\r\n".getBytes(US_ASCII)));
  }
}
