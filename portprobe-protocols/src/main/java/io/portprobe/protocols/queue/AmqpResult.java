package io.portprobe.protocols.queue;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code Connection.Start} method of an AMQP 0-9-1 broker, or the protocol header of a broker
 * of another version. Immutable and thread-safe. Implemented by portprobe only; more methods may
 * follow.
 */
public interface AmqpResult extends Finding {
  /**
   * Returns the version that the broker speaks.
   *
   * @return for example {@code "0-9-1"}, {@code "1.0.0"} or {@code "1.0.0 (SASL)"}
   */
  String protocolVersion();

  /**
   * Returns the properties of the broker. Those of a nested table have the name of the table and a
   * dot before their names.
   *
   * @return an unmodifiable map in the order received, for example {@code "product"} to {@code
   *     "RabbitMQ"}; empty if the broker speaks another version
   */
  Map<String, String> properties();

  /**
   * Returns the SASL mechanisms.
   *
   * @return an immutable list in the order received; empty if the broker speaks another version
   */
  List<String> mechanisms();

  /**
   * Returns the locales.
   *
   * @return an immutable list in the order received; empty if the broker speaks another version
   */
  List<String> locales();

  /**
   * Returns the product.
   *
   * @return the property {@code product}, for example {@code "RabbitMQ"}; empty if there is none
   */
  default Optional<String> product() {
    return Optional.ofNullable(properties().get("product"));
  }

  /**
   * Returns the version of the product.
   *
   * @return the property {@code version}, for example {@code "3.10.8"}; empty if there is none
   */
  default Optional<String> version() {
    return Optional.ofNullable(properties().get("version"));
  }
}
