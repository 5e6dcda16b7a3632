package io.portprobe.examples.portqry.snmp;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an agent reports about its system: the first three objects of the group {@code system} (RFC
 * 3418).
 *
 * @param version the version of the response, for example {@code "SNMPv2c"}
 * @param description sysDescr, at most 1,000 characters; empty if the agent has none or it is no
 *     text
 * @param objectId sysObjectID, the identification of the vendor; empty if the agent has none
 * @param upTime sysUpTime, the time since the agent started; empty if the agent has none
 * @param error the error of the response; empty if there is none
 */
record SystemGroup(
    String version,
    Optional<String> description,
    Optional<String> objectId,
    Optional<Duration> upTime,
    Optional<String> error)
    implements Finding {
  private static final String SYS_DESCR = "1.3.6.1.2.1.1.1.0";
  private static final String SYS_OBJECT_ID = "1.3.6.1.2.1.1.2.0";
  private static final String SYS_UP_TIME = "1.3.6.1.2.1.1.3.0";

  /** The objects of a request. */
  static final List<String> OBJECTS = List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_UP_TIME);

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

  static SystemGroup of(SnmpResponse response) {
    return new SystemGroup(
        response.version().label(),
        value(response, SYS_DESCR, OCTET_STRING).map(SystemGroup::text),
        value(response, SYS_OBJECT_ID, OBJECT_IDENTIFIER).flatMap(SystemGroup::identifier),
        value(response, SYS_UP_TIME, TIME_TICKS).flatMap(SystemGroup::time),
        response.errorStatus() == 0
            ? Optional.empty()
            : Optional.of(error(response.errorStatus())));
  }

  /** An object that the agent does not have is of another type (RFC 3416 section 4.2.1). */
  private static Optional<ASN1Element> value(SnmpResponse response, String object, byte type) {
    return Optional.ofNullable(response.values().get(object))
        .filter(value -> value.getType() == type);
  }

  private static String text(ASN1Element value) {
    return SafeText.line(new String(value.getValue(), StandardCharsets.UTF_8), MAX_TEXT);
  }

  private static Optional<String> identifier(ASN1Element value) {
    try {
      return Optional.of(
          SafeText.line(value.decodeAsObjectIdentifier().getOID().toString(), MAX_TEXT));
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

  private static String error(int status) {
    return status > 0 && status < ERRORS.size() ? ERRORS.get(status) : "error " + status;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("version: " + version);
    description.ifPresent(text -> lines.add("sysDescr: " + text));
    objectId.ifPresent(id -> lines.add("sysObjectID: " + id));
    upTime.ifPresent(time -> lines.add("sysUpTime: " + readable(time)));
    error.ifPresent(name -> lines.add("error: " + name));
    return lines;
  }

  private static String readable(Duration time) {
    return String.format(
        Locale.ROOT,
        "%d days %d:%02d:%02d",
        time.toDays(),
        time.toHoursPart(),
        time.toMinutesPart(),
        time.toSecondsPart());
  }
}
