package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.internal.recording.Recording;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.protocol.ProtocolContract;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;

class MqttContractTest {
  private static final int CONNECT = 0x10;
  private static final int SUBSCRIBE = 0x82;
  private static final int VERSION_AT = 8;

  /** A broker whose recorded responses consist of a CONNACK packet and what follows it. */
  private abstract static class Contract extends ProtocolContract {
    private final Binding binding;
    private final byte[] connack;
    private final byte[] subscribed;

    Contract(Binding binding, String method, String name) {
      this.binding = binding;
      byte[] recorded = Recording.read(QueueFuzzTest.class, method, name);
      int end = 2 + recorded[1];
      this.connack = Arrays.copyOf(recorded, end);
      this.subscribed = Arrays.copyOfRange(recorded, end, recorded.length);
    }

    @Override
    protected Protocol protocol() {
      return new MqttProtocol();
    }

    @Override
    protected Binding binding() {
      return binding;
    }

    @Override
    protected List<ByteBuffer> response(ByteBuffer request) {
      int type = request.get(0) & 0xff;
      if (type == CONNECT) {
        return List.of(ByteBuffer.wrap(connack(request.get(VERSION_AT))));
      }
      return type == SUBSCRIBE && subscribed.length > 0
          ? List.of(ByteBuffer.wrap(subscribed))
          : List.of();
    }

    byte[] connack(int version) {
      return connack;
    }

    @Override
    protected Set<String> acceptedGreetings() {
      return Set.of("mqtt");
    }
  }

  @Nested
  class Version5 extends Contract {
    Version5() {
      super(Binding.tls(8883), "mqtt", "mosquitto-2.0.11");
    }
  }

  @Nested
  class Version3 extends Contract {
    private final byte[] rejected = {0x20, 2, 0, 1};

    Version3() {
      super(Binding.tcp(1883), "mqttOld", "rabbitmq-3.10.8");
    }

    @Override
    byte[] connack(int version) {
      return version == MqttPackets.V5 ? rejected : super.connack(version);
    }
  }
}
