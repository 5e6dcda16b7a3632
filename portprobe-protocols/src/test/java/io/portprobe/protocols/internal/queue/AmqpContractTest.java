package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

class AmqpContractTest extends ProtocolContract {
  private static final byte[] START =
      Recording.read(QueueFuzzTest.class, "amqp", "rabbitmq-3.10.8");

  @Override
  protected Protocol protocol() {
    return new AmqpProtocol();
  }

  @Override
  protected Binding binding() {
    return Binding.tcp(5672);
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer request) {
    return List.of(ByteBuffer.wrap(START));
  }

  /** The header of a broker is that of a client, so an echo of the request looks like a broker. */
  @Override
  protected Set<String> recognisedGreetings() {
    return Set.of("amqp", "echo");
  }
}
