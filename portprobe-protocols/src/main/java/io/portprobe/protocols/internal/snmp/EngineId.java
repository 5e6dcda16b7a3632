package io.portprobe.protocols.internal.snmp;

import io.portprobe.protocols.internal.snmp.SnmpMessages.Report;
import io.portprobe.protocols.snmp.SnmpAgent.Engine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** The forms of an engine id (RFC 3411 section 5, {@code SnmpEngineID}). */
final class EngineId {
  private static final int ENTERPRISE_BYTES = 4;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int MAC = 3;
  private static final int TEXT = 4;

  private EngineId() {}

  static Engine of(Report report) {
    byte[] id = new byte[report.engineId().remaining()];
    report.engineId().duplicate().get(id);
    boolean standard = id[0] < 0; // the first bit
    long enterprise = ByteBuffer.wrap(id).getInt() & 0x7fff_ffffL;
    return new Engine(
        HexFormat.of().formatHex(id),
        OptionalLong.of(enterprise),
        standard ? address(id) : Optional.empty(),
        report.boots(),
        Duration.ofSeconds(report.seconds()));
  }

  private static Optional<String> address(byte[] id) {
    byte[] rest = Arrays.copyOfRange(id, ENTERPRISE_BYTES + 1, id.length);
    return switch (id[ENTERPRISE_BYTES]) {
      case IPV4 -> rest.length == 4 ? Optional.of(ipv4(rest)) : Optional.empty();
      case IPV6 -> rest.length == 16 ? Optional.of(ipv6(rest)) : Optional.empty();
      case MAC ->
          rest.length == 6
              ? Optional.of(HexFormat.ofDelimiter(":").formatHex(rest))
              : Optional.empty();
      case TEXT -> Optional.of(new String(rest, StandardCharsets.UTF_8));
      default -> Optional.empty();
    };
  }

  private static String ipv4(byte[] bytes) {
    StringJoiner text = new StringJoiner(".");
    for (byte each : bytes) {
      text.add(Integer.toString(each & 0xff));
    }
    return text.toString();
  }

  private static String ipv6(byte[] bytes) {
    StringJoiner text = new StringJoiner(":");
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      text.add(Integer.toHexString(buffer.getShort() & 0xffff));
    }
    return text.toString();
  }
}
