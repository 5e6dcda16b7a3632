package io.portprobe.protocols.queue;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "mqtt"}: MQTT 5.0 and 3.1.1 (OASIS). Bound to tcp/1883 and,
 * with TLS first, tcp/8883.
 *
 * <p>The client sends a CONNECT packet of MQTT 5 with a random client id, a clean start and no user
 * name. If the broker rejects this version or closes the connection, the client connects again with
 * MQTT 3.1.1. The finding is an {@link MqttResult}, also if the broker refuses the client. To a
 * broker that accepts, the client sends a subscription for the topic {@code $SYS/broker/version},
 * waits up to 700 ms for its retained message, and sends DISCONNECT. The client publishes nothing
 * and subscribes to no other topic.
 */
public final class Mqtt {
  /** Whether to subscribe to {@code $SYS/broker/version}. Default: true. */
  public static final ProtocolOption<Boolean> BROKER_VERSION =
      ProtocolOption.of("mqtt.brokerVersion", true)
          .describedAs("Whether to subscribe to $SYS/broker/version.");

  private Mqtt() {}
}
