package io.portprobe.protocols.internal.ntlm;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import io.portprobe.protocols.internal.asn1.TaggedFields;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SPNEGO tokens (RFC 4178 section 4.2; MS-SPNG). */
public final class Spnego {
  private static final byte INITIAL_CONTEXT = 0x60;
  private static final byte RESPONSE = (byte) 0xa1;
  private static final byte OID = 0x06;
  private static final String SPNEGO = "2b0601050502";
  private static final String NTLM = "2b06010401823702020a";

  /** Names of mechanisms by the hexadecimal digits of their object identifiers. */
  private static final Map<String, String> NAMES =
      Map.of(
          NTLM,
          "NTLM",
          "2a864886f712010202",
          "Kerberos",
          "2a864882f712010202",
          "Kerberos (Microsoft)",
          "2a864886f71201020203",
          "Kerberos user to user",
          "2b06010401823702021e",
          "NEGOEX",
          "2b0601050505",
          "IAKERB");

  private Spnego() {}

  /** Returns a NegTokenInit that offers NTLM, with an NTLM message. */
  public static byte[] init(byte[] ntlm) {
    ASN1Element token =
        new ASN1Sequence(
            explicit(0, new ASN1Sequence(oid(NTLM))), explicit(2, new ASN1OctetString(ntlm)));
    byte[] mechanism = oid(SPNEGO).encode();
    byte[] inner = explicit(0, token).encode();
    byte[] value = new byte[mechanism.length + inner.length];
    System.arraycopy(mechanism, 0, value, 0, mechanism.length);
    System.arraycopy(inner, 0, value, mechanism.length, inner.length);
    return new ASN1Element(INITIAL_CONTEXT, value).encode();
  }

  /**
   * Returns the mechanisms that a server offers in a NegTokenInit2.
   *
   * @return names, or hexadecimal digits for unknown mechanisms
   * @throws ASN1Exception if the token is malformed
   */
  public static List<String> mechanisms(byte[] token) throws ASN1Exception {
    ASN1Element context = ASN1Element.decode(token);
    if (context.getType() != INITIAL_CONTEXT) {
      throw new ASN1Exception("type: " + (context.getType() & 0xff) + " (expected: 96)");
    }
    List<String> names = new ArrayList<>();
    TaggedFields outer = TaggedFields.of(context);
    for (ASN1Element each : TaggedFields.elements(TaggedFields.of(outer.require(0)).require(0))) {
      String oid = HexFormat.of().formatHex(each.getValue());
      names.add(NAMES.getOrDefault(oid, oid));
    }
    return names;
  }

  /**
   * Returns the token of the mechanism in a NegTokenResp, or the whole token if it is no SPNEGO.
   *
   * @throws ASN1Exception if the token is malformed
   */
  public static Optional<byte[]> responseToken(byte[] token) throws ASN1Exception {
    if (token.length == 0 || token[0] != RESPONSE) {
      return Optional.of(token);
    }
    return TaggedFields.of(TaggedFields.inner(ASN1Element.decode(token)))
        .find(2)
        .map(ASN1Element::getValue);
  }

  private static ASN1Element oid(String hex) {
    return new ASN1Element(OID, HexFormat.of().parseHex(hex));
  }

  private static ASN1Element explicit(int tag, ASN1Element element) {
    return new ASN1Element((byte) (0xa0 | tag), element.encode());
  }
}
