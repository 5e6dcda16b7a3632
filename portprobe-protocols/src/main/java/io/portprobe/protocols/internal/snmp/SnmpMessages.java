package io.portprobe.protocols.internal.snmp;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Null;
import com.unboundid.asn1.ASN1ObjectIdentifier;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Encodes and decodes SNMP messages in BER (RFC 3416 section 3, RFC 3417 section 8, RFC 3412). */
final class SnmpMessages {
  static final int V1 = 0;
  static final int V2C = 1;
  static final int V3 = 3;

  private static final byte GET_REQUEST = (byte) 0xa0;
  private static final byte RESPONSE = (byte) 0xa2;
  private static final byte REPORT = (byte) 0xa8;

  private static final int MAX_MESSAGE = 65_507;
  private static final byte REPORTABLE = 0x04;
  private static final int USER_SECURITY_MODEL = 3;

  private static final int COMMUNITY_FIELDS = 3;
  private static final int V3_FIELDS = 4;
  private static final int SECURITY_FIELDS = 6;
  private static final int PDU_FIELDS = 4;

  /** A response to four objects has four; a message with more is not a response to ours. */
  private static final int MAX_VARIABLES = 100;

  private static final int MAX_OID = 128; // arcs, RFC 3416 section 4.1
  private static final int MIN_ENGINE_ID = 5; // RFC 3411 section 5
  private static final int MAX_ENGINE_ID = 32;

  private SnmpMessages() {}

  /** A response or a report, with the id of the request. */
  sealed interface Decoded permits Response, Report {
    /** Returns the id of the request. */
    int id();
  }

  /**
   * A Response-PDU.
   *
   * @param version 0 or 1
   * @param id the id of the request
   * @param errorStatus 0 if there is no error
   * @param values the values by object identifier; of one that is there twice, the first
   */
  record Response(int version, int id, int errorStatus, Map<String, ASN1Element> values)
      implements Decoded {
    Response {
      values = Map.copyOf(values);
    }
  }

  /**
   * A Report-PDU of an SNMPv3 engine.
   *
   * @param id the id of the message
   * @param engineId 5 to 32 bytes, read-only
   * @param boots how often the engine has started
   * @param seconds the time since it started
   */
  record Report(int id, ByteBuffer engineId, long boots, long seconds) implements Decoded {}

  /** Returns a GetRequest for the objects of {@link SystemGroup}. */
  static byte[] request(int version, String community, int id) {
    ASN1Element[] variables =
        SystemGroup.OBJECTS.stream()
            .map(object -> new ASN1Sequence(identifier(object), new ASN1Null()))
            .toArray(ASN1Element[]::new);
    return new ASN1Sequence(
            new ASN1Integer(version), new ASN1OctetString(community), get(id, variables))
        .encode();
  }

  /** Returns a GetRequest of SNMPv3 without an engine id, which causes a Report-PDU. */
  static byte[] discovery(int id) {
    ASN1OctetString none = new ASN1OctetString();
    byte[] security =
        new ASN1Sequence(none, new ASN1Integer(0), new ASN1Integer(0), none, none, none).encode();
    return new ASN1Sequence(
            new ASN1Integer(V3),
            new ASN1Sequence(
                new ASN1Integer(id),
                new ASN1Integer(MAX_MESSAGE),
                new ASN1OctetString(new byte[] {REPORTABLE}),
                new ASN1Integer(USER_SECURITY_MODEL)),
            new ASN1OctetString(security),
            new ASN1Sequence(none, none, get(id)))
        .encode();
  }

  private static ASN1Sequence get(int id, ASN1Element... variables) {
    return new ASN1Sequence(
        GET_REQUEST,
        new ASN1Integer(id),
        new ASN1Integer(0), // error status
        new ASN1Integer(0), // error index
        new ASN1Sequence(variables));
  }

  private static ASN1Element identifier(String object) {
    try {
      return new ASN1ObjectIdentifier(object);
    } catch (ASN1Exception e) {
      throw new IllegalArgumentException(object, e);
    }
  }

  /**
   * Decodes a message.
   *
   * @throws SnmpFormatException if it is neither a Response-PDU nor the report of an engine
   */
  static Decoded decode(byte[] message) throws SnmpFormatException {
    if (message.length < 2 || message[0] != 0x30 || message.length > MAX_MESSAGE) {
      throw new SnmpFormatException("it is not valid BER");
    }
    try {
      ASN1Element[] fields = ASN1Sequence.decodeAsSequence(message).elements();
      int version = fields.length == 0 ? -1 : fields[0].decodeAsInteger().intValue();
      return switch (version) {
        case V1, V2C -> response(version, fields);
        case V3 -> report(fields);
        default -> throw new SnmpFormatException("its version is " + version);
      };
    } catch (ASN1Exception | RuntimeException e) {
      // The SDK documents the first only; no bytes of a peer may cause any other exception.
      throw new SnmpFormatException("it is not valid BER", e);
    }
  }

  private static Response response(int version, ASN1Element[] message)
      throws ASN1Exception, SnmpFormatException {
    requireFields(message, COMMUNITY_FIELDS, "message");
    message[1].decodeAsOctetString();
    ASN1Element[] pdu = pdu(message[2], RESPONSE);
    return new Response(
        version,
        pdu[0].decodeAsInteger().intValue(),
        pdu[1].decodeAsInteger().intValue(),
        values(pdu[3].decodeAsSequence().elements()));
  }

  private static ASN1Element[] pdu(ASN1Element element, byte type)
      throws ASN1Exception, SnmpFormatException {
    if (element.getType() != type) {
      throw new SnmpFormatException("the type of its PDU is not a response");
    }
    ASN1Element[] fields = element.decodeAsSequence().elements();
    requireFields(fields, PDU_FIELDS, "PDU");
    return fields;
  }

  private static Report report(ASN1Element[] message) throws ASN1Exception, SnmpFormatException {
    requireFields(message, V3_FIELDS, "message");
    ASN1Element[] header = message[1].decodeAsSequence().elements();
    requireFields(header, V3_FIELDS, "header");
    byte[] parameters = message[2].decodeAsOctetString().getValue();
    ASN1Element[] security = ASN1Sequence.decodeAsSequence(parameters).elements();
    requireFields(security, SECURITY_FIELDS, "security parameters");
    ASN1Element[] scoped = message[3].decodeAsSequence().elements();
    requireFields(scoped, COMMUNITY_FIELDS, "scoped PDU");
    var unused = pdu(scoped[2], REPORT);
    byte[] engineId = security[0].decodeAsOctetString().getValue();
    if (engineId.length < MIN_ENGINE_ID || engineId.length > MAX_ENGINE_ID) {
      throw new SnmpFormatException("its engine id has " + engineId.length + " bytes");
    }
    return new Report(
        header[0].decodeAsInteger().intValue(),
        ByteBuffer.wrap(engineId).asReadOnlyBuffer(),
        nonNegative(security[1]),
        nonNegative(security[2]));
  }

  private static long nonNegative(ASN1Element number) throws ASN1Exception {
    return Math.max(0, number.decodeAsInteger().intValue());
  }

  private static void requireFields(ASN1Element[] fields, int count, String what)
      throws SnmpFormatException {
    if (fields.length != count) {
      throw new SnmpFormatException("its " + what + " has " + fields.length + " fields");
    }
  }

  private static Map<String, ASN1Element> values(ASN1Element[] variables)
      throws ASN1Exception, SnmpFormatException {
    if (variables.length > MAX_VARIABLES) {
      throw new SnmpFormatException("it has " + variables.length + " variables");
    }
    Map<String, ASN1Element> values = new HashMap<>();
    for (ASN1Element variable : variables) {
      ASN1Element[] pair = variable.decodeAsSequence().elements();
      requireFields(pair, 2, "variable");
      if (pair[0].getValueLength() <= MAX_OID) {
        values.putIfAbsent(pair[0].decodeAsObjectIdentifier().getOID().toString(), pair[1]);
      }
    }
    return values;
  }
}
