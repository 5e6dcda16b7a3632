package io.portprobe.protocols.queue;

/**
 * The protocol {@code "kafka"}: Apache Kafka and brokers that speak its protocol. Bound to
 * tcp/9092. It has no options.
 *
 * <p>The client sends an ApiVersions request of version 3 (KIP-511), as client {@code portprobe}.
 * If the broker does not know this version, it replies with an error, and the client sends a
 * request of version 0 (KIP-35). Each request has a random correlation id, which the response must
 * repeat. The finding is a {@link KafkaResult}. A broker responds before authentication, also where
 * it requires SASL. The client sends no other request.
 */
public final class Kafka {
  private Kafka() {}
}
