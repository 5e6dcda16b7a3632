package io.portprobe.protocols.queue;

import io.portprobe.spi.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * The CONNACK packet of an MQTT broker, and the version that the broker publishes. Immutable and
 * thread-safe. Implemented by portprobe only; more methods may follow.
 */
public interface MqttResult extends Finding {
  /**
   * Returns the version of the protocol in which the broker replied.
   *
   * @return {@code "5.0"} or {@code "3.1.1"}
   */
  String protocolVersion();

  /**
   * Returns the reason code (MQTT 5.0 section 3.2.2.2) or return code (MQTT 3.1.1 section 3.2.2.3).
   *
   * @return 0 to 255; 0 if the broker accepted the connection
   */
  int code();

  /**
   * Returns the meaning of the code.
   *
   * @return for example {@code "not authorized"}
   */
  String reason();

  /**
   * Returns whether the broker accepted the connection of a client without a user name.
   *
   * @return whether the code is 0
   */
  default boolean accepted() {
    return code() == 0;
  }

  /**
   * Returns the properties of the CONNACK packet (MQTT 5.0 section 3.2.2.3) by their names in the
   * specification, in lower case.
   *
   * @return an unmodifiable map in the order received, for example {@code "maximum qos"} to {@code
   *     "1"}; empty with MQTT 3.1.1
   */
  Map<String, String> properties();

  /**
   * Returns the retained message of the topic {@code $SYS/broker/version}.
   *
   * @return for example {@code "mosquitto version 2.0.11"}; empty if the broker does not publish it
   */
  Optional<String> brokerVersion();
}
