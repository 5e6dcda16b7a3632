package io.portprobe.protocols.internal.queue;

import java.util.Map;
import java.util.Optional;

/** The codes of a CONNACK packet. */
final class MqttCodes {
  static final int REJECTED_VERSION_3 = 1;
  static final int REJECTED_VERSION_5 = 0x84;

  /** MQTT 5.0 section 3.2.2.2. */
  private static final Map<Integer, String> V5 =
      Map.ofEntries(
          Map.entry(0x00, "success"),
          Map.entry(0x80, "unspecified error"),
          Map.entry(0x81, "malformed packet"),
          Map.entry(0x82, "protocol error"),
          Map.entry(0x83, "implementation specific error"),
          Map.entry(0x84, "unsupported protocol version"),
          Map.entry(0x85, "client identifier not valid"),
          Map.entry(0x86, "bad user name or password"),
          Map.entry(0x87, "not authorized"),
          Map.entry(0x88, "server unavailable"),
          Map.entry(0x89, "server busy"),
          Map.entry(0x8a, "banned"),
          Map.entry(0x8c, "bad authentication method"),
          Map.entry(0x90, "topic name invalid"),
          Map.entry(0x95, "packet too large"),
          Map.entry(0x97, "quota exceeded"),
          Map.entry(0x99, "payload format invalid"),
          Map.entry(0x9a, "retain not supported"),
          Map.entry(0x9b, "qos not supported"),
          Map.entry(0x9c, "use another server"),
          Map.entry(0x9d, "server moved"),
          Map.entry(0x9f, "connection rate exceeded"));

  /** MQTT 3.1.1 section 3.2.2.3. */
  private static final Map<Integer, String> V3_1_1 =
      Map.of(
          0, "connection accepted",
          1, "unacceptable protocol version",
          2, "identifier rejected",
          3, "server unavailable",
          4, "bad user name or password",
          5, "not authorized");

  private MqttCodes() {}

  /** Returns the meaning of a code; empty if the version does not define it. */
  static Optional<String> reason(int version, int code) {
    return Optional.ofNullable((version == MqttPackets.V5 ? V5 : V3_1_1).get(code));
  }
}
