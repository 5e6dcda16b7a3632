package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1GeneralizedTime;
import io.portprobe.protocols.internal.asn1.TaggedFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A KRB-ERROR (RFC 4120 section 5.9.1).
 *
 * @param time the time of the server, stime and susec
 * @param code the error code
 * @param clientRealm crealm, empty if absent
 * @param client cname with slashes between its components, empty if absent
 * @param realm the realm of the service
 * @param service sname with slashes between its components
 * @param text e-text, empty if absent
 * @param errorData e-data, an octet string; empty if absent
 */
record KrbError(
    Instant time,
    int code,
    Optional<String> clientRealm,
    Optional<String> client,
    String realm,
    String service,
    Optional<String> text,
    Optional<ASN1Element> errorData) {
  static final int TYPE = 30;
  static final byte APPLICATION = 0x7e;

  private static final int VERSION = 5;
  private static final int MICROSECONDS = 1_000_000;

  /**
   * Decodes a message.
   *
   * @throws ASN1Exception if the bytes are no KRB-ERROR
   */
  static KrbError decode(byte[] message) throws ASN1Exception {
    ASN1Element element = ASN1Element.decode(message);
    if (element.getType() != APPLICATION) {
      throw new ASN1Exception("type: " + (element.getType() & 0xff) + " (expected: KRB-ERROR)");
    }
    TaggedFields fields = TaggedFields.of(TaggedFields.inner(element));
    if (!fields.has(0, VERSION) || !fields.has(1, TYPE)) {
      throw new ASN1Exception("pvno and msg-type (expected: 5 and 30)");
    }
    int susec = fields.integer(5).orElseThrow(() -> new ASN1Exception("susec: absent"));
    if (susec < 0 || susec >= MICROSECONDS) {
      throw new ASN1Exception("susec: " + susec + " (expected: 0-999999)");
    }
    return new KrbError(
        Instant.ofEpochMilli(
                ASN1GeneralizedTime.decodeAsGeneralizedTime(fields.require(4)).getTime())
            .plusNanos(susec * 1_000L),
        fields.integer(6).orElseThrow(() -> new ASN1Exception("error-code: absent")),
        fields.text(7),
        name(fields, 8),
        TaggedFields.text(fields.require(9)),
        name(fields, 10).orElseThrow(() -> new ASN1Exception("sname: absent")),
        fields.text(11).filter(text -> !text.isEmpty()),
        fields.find(12));
  }

  /** Returns a PrincipalName (RFC 4120 section 5.2.2), or empty if the field is absent. */
  static Optional<String> name(TaggedFields fields, int tag) throws ASN1Exception {
    Optional<ASN1Element> field = fields.find(tag);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    List<String> components = new ArrayList<>();
    for (ASN1Element component : TaggedFields.elements(TaggedFields.of(field.get()).require(1))) {
      components.add(TaggedFields.text(component));
    }
    return Optional.of(String.join("/", components));
  }

  /** Returns the bytes of e-data. */
  byte[] data() {
    return errorData.map(ASN1Element::getValue).orElseGet(() -> new byte[0]);
  }
}
