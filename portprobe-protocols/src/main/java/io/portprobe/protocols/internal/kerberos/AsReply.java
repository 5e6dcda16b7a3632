package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.internal.asn1.TaggedFields;

/**
 * The readable parts of an AS-REP (RFC 4120 section 5.4.2).
 *
 * @param realm the realm of the client
 * @param client the client with slashes between its components
 * @param etype the encryption type of the encrypted part
 */
record AsReply(String realm, String client, int etype) {
  static final byte APPLICATION = 0x6b;

  private static final int VERSION = 5;
  private static final int TYPE = 11;

  /**
   * Decodes a message.
   *
   * @throws ASN1Exception if the bytes are no AS-REP
   */
  static AsReply decode(byte[] message) throws ASN1Exception {
    ASN1Element element = ASN1Element.decode(message);
    if (element.getType() != APPLICATION) {
      throw new ASN1Exception("type: " + (element.getType() & 0xff) + " (expected: AS-REP)");
    }
    TaggedFields fields = TaggedFields.of(TaggedFields.inner(element));
    if (!fields.has(0, VERSION) || !fields.has(1, TYPE)) {
      throw new ASN1Exception("pvno and msg-type (expected: 5 and 11)");
    }
    fields.require(5);
    return new AsReply(
        TaggedFields.text(fields.require(3)),
        KrbError.name(fields, 4).orElseThrow(() -> new ASN1Exception("cname: absent")),
        TaggedFields.of(fields.require(6))
            .integer(0)
            .orElseThrow(() -> new ASN1Exception("etype: absent")));
  }
}
