package io.portprobe.protocols.internal.kerberos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import io.portprobe.protocols.internal.asn1.TaggedFields;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Messages of a KDC for tests. */
final class KdcBytes {
  /** Samba 4.17, KDC_ERR_C_PRINCIPAL_UNKNOWN about "nosuch". */
  static final byte[] SAMBA_UNKNOWN =
      hex(
          "7e8193308190a003020105a10302011ea411180f32303236313132373232353730325aa50502030c0e7a"
              + "a603020106a7131b1141442e504f525450524f42452e54455354a8133011a003020101a10a30081b06"
              + "6e6f73756368a9131b1141442e504f525450524f42452e54455354aa263024a003020102a11d301b1b"
              + "066b72627467741b1141442e504f525450524f42452e54455354");

  /** Samba 4.17, KDC_ERR_PREAUTH_REQUIRED about "Administrator" in the realm "PORTPROBE". */
  static final byte[] SAMBA_PREAUTH =
      hex(
          "7e82013c30820138a003020105a10302011ea411180f32303236313132373232353730325aa50502030e2d"
              + "3ea603020119a70b1b09504f525450524f4245a81a3018a003020101a111300f1b0d41646d696e6973"
              + "747261746f72a90b1b09504f525450524f4245aa1e301ca003020102a11530131b066b72627467741b"
              + "09504f525450524f4245ab2b1b294e65656420746f207573652050412d454e432d54494d455354414d"
              + "502f50412d504b2d41532d524551ac81890481863081833009a103020110a20204003009a10302010f"
              + "a2020400300aa10402020093a20204003009a103020102a2020400300aa10402020088a2020400300a"
              + "a1040202028fa2020400303ca103020113a23504333031302fa003020112a1201b1e41442e504f5254"
              + "50524f42452e5445535441646d696e6973747261746f72a206040400001000");

  /** Samba 4.17, the password service. */
  static final byte[] SAMBA_KPASSWD =
      hex(
          "009e000100007e819530819 2a003020105a10302011ea411180f32303236313132373232353631325aa505"
              + "02030670dea603020102a9131b1141442e504f525450524f42452e54455354aa1d301ba003020101a1"
              + "1430121b066b61646d696e1b086368616e67657077ac330431000267656e7365635f75706461746520"
              + "6661696c6564202d204e545f5354415455535f4c4f474f4e5f4641494c5552450a");

  private KdcBytes() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /**
   * The realm and principal of an AS-REQ.
   *
   * @param realm the realm
   * @param principal the client
   */
  record AsReq(String realm, String principal) {
    static AsReq decode(byte[] message) {
      try {
        TaggedFields request = TaggedFields.of(TaggedFields.inner(ASN1Element.decode(message)));
        TaggedFields body = TaggedFields.of(request.require(4));
        return new AsReq(TaggedFields.text(body.require(2)), KrbError.name(body, 1).orElseThrow());
      } catch (ASN1Exception e) {
        throw new IllegalArgumentException("not an AS-REQ", e);
      }
    }
  }

  /** Returns a KRB-ERROR about a client, which may be empty; the request was for a realm. */
  static byte[] error(int code, String realm, String client, String requestedRealm) {
    List<ASN1Element> fields = new ArrayList<>();
    fields.add(explicit(0, new ASN1Integer(5)));
    fields.add(explicit(1, new ASN1Integer(30)));
    fields.add(explicit(4, new ASN1Element((byte) 0x18, "20260102030406Z".getBytes(US_ASCII))));
    fields.add(explicit(5, new ASN1Integer(500_000)));
    fields.add(explicit(6, new ASN1Integer(code)));
    if (!client.isEmpty()) {
      fields.add(explicit(8, name(client)));
    }
    fields.add(explicit(9, string(realm)));
    fields.add(explicit(10, name("krbtgt/" + requestedRealm)));
    return new ASN1Element((byte) 0x7e, new ASN1Sequence(fields).encode()).encode();
  }

  /** Returns an AS-REP with a ticket of zeros. */
  static byte[] ticket(String realm, String client) {
    ASN1Element encrypted =
        new ASN1Sequence(
            explicit(0, new ASN1Integer(18)), explicit(2, new ASN1OctetString(new byte[32])));
    ASN1Element ticket =
        new ASN1Element(
            (byte) 0x61,
            new ASN1Sequence(
                    explicit(0, new ASN1Integer(5)),
                    explicit(1, string(realm)),
                    explicit(2, name("krbtgt/" + realm)),
                    explicit(3, encrypted))
                .encode());
    return new ASN1Element(
            (byte) 0x6b,
            new ASN1Sequence(
                    explicit(0, new ASN1Integer(5)),
                    explicit(1, new ASN1Integer(11)),
                    explicit(3, string(realm)),
                    explicit(4, name(client)),
                    explicit(5, ticket),
                    explicit(6, encrypted))
                .encode())
        .encode();
  }

  static ASN1Element explicit(int tag, ASN1Element element) {
    return new ASN1Element((byte) (0xa0 | tag), element.encode());
  }

  static ASN1Element string(String text) {
    return new ASN1OctetString((byte) 0x1b, text);
  }

  private static ASN1Element name(String text) {
    ASN1Element[] parts =
        Arrays.stream(text.split("/")).map(KdcBytes::string).toArray(ASN1Element[]::new);
    return new ASN1Sequence(explicit(0, new ASN1Integer(1)), explicit(1, new ASN1Sequence(parts)));
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
