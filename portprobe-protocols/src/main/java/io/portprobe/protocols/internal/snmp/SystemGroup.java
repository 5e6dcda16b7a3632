package io.portprobe.protocols.internal.snmp;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.internal.snmp.SnmpMessages.Decoded;
import io.portprobe.protocols.internal.snmp.SnmpMessages.Report;
import io.portprobe.protocols.internal.snmp.SnmpMessages.Response;
import io.portprobe.protocols.snmp.SnmpAgent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The objects of the group {@code system} (RFC 3418) that are requested, and their values. */
final class SystemGroup {
  private static final String SYS_DESCR = "1.3.6.1.2.1.1.1.0";
  private static final String SYS_OBJECT_ID = "1.3.6.1.2.1.1.2.0";
  private static final String SYS_UP_TIME = "1.3.6.1.2.1.1.3.0";
  private static final String SYS_NAME = "1.3.6.1.2.1.1.5.0";

  /** The objects of a request. */
  static final List<String> OBJECTS = List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_UP_TIME, SYS_NAME);

  private static final byte OCTET_STRING = 0x04;
  private static final byte OBJECT_IDENTIFIER = 0x06;
  private static final byte TIME_TICKS = 0x43;
  private static final int MAX_TEXT = 1_000;
  private static final int MILLIS_PER_TICK = 10;

  /** TimeTicks has 32 bits without a sign, and is encoded as an INTEGER with a sign. */
  private static final int MAX_TICKS_LENGTH = 5;

  /** The names of RFC 1157 section 4.1.1, which are all that a GetRequest can cause. */
  private static final List<String> ERRORS =
      List.of("noError", "tooBig", "noSuchName", "badValue", "readOnly", "genErr", "noAccess");

  private SystemGroup() {}

  /** Returns the finding of a message. */
  static SnmpAgent finding(Decoded message) {
    return message instanceof Report report
        ? DefaultSnmpAgent.of(EngineId.of(report))
        : of((Response) message);
  }

  private static SnmpAgent of(Response response) {
    return new DefaultSnmpAgent(
        response.version() == SnmpMessages.V1 ? "SNMPv1" : "SNMPv2c",
        value(response, SYS_DESCR, OCTET_STRING).map(SystemGroup::text),
        value(response, SYS_OBJECT_ID, OBJECT_IDENTIFIER).flatMap(SystemGroup::identifier),
        value(response, SYS_UP_TIME, TIME_TICKS).flatMap(SystemGroup::time),
        value(response, SYS_NAME, OCTET_STRING).map(SystemGroup::text),
        error(response.errorStatus()),
        Optional.empty());
  }

  /** An object that the agent does not have is of another type (RFC 3416 section 4.2.1). */
  private static Optional<ASN1Element> value(Response response, String object, byte type) {
    return Optional.ofNullable(response.values().get(object))
        .filter(value -> value.getType() == type);
  }

  private static String text(ASN1Element value) {
    String text = new String(value.getValue(), StandardCharsets.UTF_8);
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }

  private static Optional<String> identifier(ASN1Element value) {
    if (value.getValueLength() > MAX_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(value.decodeAsObjectIdentifier().getOID().toString());
    } catch (ASN1Exception malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> time(ASN1Element value) {
    byte[] bytes = value.getValue();
    if (bytes.length == 0 || bytes.length > MAX_TICKS_LENGTH) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(new BigInteger(1, bytes).longValue() * MILLIS_PER_TICK));
  }

  private static Optional<String> error(int status) {
    if (status == 0) {
      return Optional.empty();
    }
    return Optional.of(
        status > 0 && status < ERRORS.size() ? ERRORS.get(status) : "error " + status);
  }
}
