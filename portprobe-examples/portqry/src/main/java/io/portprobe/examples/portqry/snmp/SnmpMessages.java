package io.portprobe.examples.portqry.snmp;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Null;
import com.unboundid.asn1.ASN1ObjectIdentifier;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Encodes and decodes SNMP messages in BER (RFC 3416 section 3, RFC 3417 section 8). */
final class SnmpMessages {
  private static final byte GET_REQUEST = (byte) 0xa0;
  private static final byte RESPONSE = (byte) 0xa2;
  private static final int MESSAGE_FIELDS = 3;
  private static final int PDU_FIELDS = 4;

  /** A response to three objects has three; a server that sends more is not believed. */
  private static final int MAX_VARIABLES = 100;

  private SnmpMessages() {}

  /** Returns a GetRequest for the objects of {@link SystemGroup}. */
  static byte[] request(SnmpVersion version, String community, int requestId) {
    List<ASN1Element> variables = new ArrayList<>();
    for (String object : SystemGroup.OBJECTS) {
      variables.add(new ASN1Sequence(identifier(object), new ASN1Null()));
    }
    return new ASN1Sequence(
            new ASN1Integer(version.number()),
            new ASN1OctetString(community),
            new ASN1Sequence(
                GET_REQUEST,
                new ASN1Integer(requestId),
                new ASN1Integer(0), // error status
                new ASN1Integer(0), // error index
                new ASN1Sequence(variables)))
        .encode();
  }

  private static ASN1Element identifier(String object) {
    try {
      return new ASN1ObjectIdentifier(object);
    } catch (ASN1Exception e) {
      throw new IllegalArgumentException(object, e);
    }
  }

  /**
   * Decodes a datagram.
   *
   * @throws SnmpFormatException if it is not an SNMP message with a Response-PDU
   */
  static SnmpResponse response(byte[] datagram) throws SnmpFormatException {
    try {
      ASN1Element[] message = fields(ASN1Element.decode(datagram), MESSAGE_FIELDS, "message");
      ASN1Element pdu = message[2];
      if (pdu.getType() != RESPONSE) {
        throw new SnmpFormatException("the type of its PDU is not a response");
      }
      ASN1Element[] fields = fields(pdu, PDU_FIELDS, "PDU");
      return new SnmpResponse(
          version(message[0].decodeAsInteger().intValue()),
          fields[0].decodeAsInteger().intValue(),
          fields[1].decodeAsInteger().intValue(),
          values(fields[3].decodeAsSequence().elements()));
    } catch (ASN1Exception e) {
      throw new SnmpFormatException("it is not valid BER", e);
    }
  }

  private static ASN1Element[] fields(ASN1Element element, int count, String what)
      throws ASN1Exception, SnmpFormatException {
    ASN1Element[] fields = element.decodeAsSequence().elements();
    if (fields.length != count) {
      throw new SnmpFormatException("its " + what + " has " + fields.length + " fields");
    }
    return fields;
  }

  private static SnmpVersion version(int number) throws SnmpFormatException {
    for (SnmpVersion version : SnmpVersion.values()) {
      if (version.number() == number) {
        return version;
      }
    }
    throw new SnmpFormatException("its version is " + number);
  }

  private static Map<String, ASN1Element> values(ASN1Element[] variables)
      throws ASN1Exception, SnmpFormatException {
    if (variables.length > MAX_VARIABLES) {
      throw new SnmpFormatException("it has " + variables.length + " variables");
    }
    Map<String, ASN1Element> values = new HashMap<>();
    for (ASN1Element variable : variables) {
      ASN1Element[] pair = fields(variable, 2, "variable");
      values.putIfAbsent(pair[0].decodeAsObjectIdentifier().getOID().toString(), pair[1]);
    }
    return values;
  }
}
