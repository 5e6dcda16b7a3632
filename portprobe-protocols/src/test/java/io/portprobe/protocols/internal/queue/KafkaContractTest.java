package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

class KafkaContractTest {
  private static final int VERSION_AT = 6;

  private abstract static class Contract extends ProtocolContract {
    private final byte[] first;
    private final byte[] second;

    Contract(String name) {
      byte[] recorded = Recording.read(QueueFuzzTest.class, "kafka", name);
      int end = 4 + ByteBuffer.wrap(recorded).getInt();
      this.first = Arrays.copyOf(recorded, end);
      this.second = Arrays.copyOfRange(recorded, end, recorded.length);
    }

    @Override
    protected Protocol protocol() {
      return new KafkaProtocol();
    }

    @Override
    protected Binding binding() {
      return Binding.tcp(9092);
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      byte[] sent = new byte[request.remaining()];
      request.duplicate().get(sent);
      byte[] response = request.getShort(VERSION_AT) == 0 ? second : first;
      return List.of(ByteBuffer.wrap(QueueFuzzTest.withIds(response, sent)));
    }
  }

  @Nested
  class Version3 extends Contract {
    Version3() {
      super("kafka-3.9.0");
    }
  }

  @Nested
  class Version0 extends Contract {
    Version0() {
      super("kafka-3.9.0-unsupported");
    }
  }
}
