package io.portprobe.examples.stores;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;

class MemcachedContractTest extends ProtocolContract {
  @Override
  protected Protocol protocol() {
    return new Memcached();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(11211);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ByteBuffer.wrap("VERSION 1.6.18\r\n".getBytes(US_ASCII)));
  }
}
