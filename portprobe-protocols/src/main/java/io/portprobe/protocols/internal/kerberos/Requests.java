package io.portprobe.protocols.internal.kerberos;

import com.unboundid.asn1.ASN1BitString;
import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Encodes the requests: AS-REQ (RFC 4120 section 5.4.1) and change-password (RFC 3244). */
final class Requests {
  static final int NAME_PRINCIPAL = 1;
  static final int NAME_SERVICE = 2;

  private static final int VERSION = 5;
  private static final int AS_REQ = 10;
  private static final int AP_REQ = 14;
  private static final int KRB_PRIV = 21;
  private static final byte GENERAL_STRING = 0x1b;

  /** AES with SHA-1, AES with SHA-2, RC4: the types of Windows and of MIT Kerberos. */
  private static final int[] ETYPES = {18, 17, 20, 19, 23};

  /** The bit "canonicalize" (RFC 6806 section 3): the KDC may name another realm. */
  private static final int CANONICALIZE = 15;

  private static final int KPASSWD_VERSION = 0xff80; // set-password, RFC 3244
  private static final int KPASSWD_HEADER = 6;
  private static final int CIPHER = 48;

  private Requests() {}

  /** Returns an AS-REQ without pre-authentication. */
  static byte[] asReq(String realm, String principal, int nonce) {
    boolean[] options = new boolean[32];
    options[CANONICALIZE] = true;
    ASN1Element[] etypes =
        Arrays.stream(ETYPES).mapToObj(ASN1Integer::new).toArray(ASN1Element[]::new);
    ASN1Sequence body =
        new ASN1Sequence(
            explicit(0, new ASN1BitString(options)),
            explicit(1, name(NAME_PRINCIPAL, principal.split("/", -1))),
            explicit(2, string(realm)),
            explicit(3, name(NAME_SERVICE, "krbtgt", realm)),
            explicit(5, till()),
            explicit(7, new ASN1Integer(nonce)),
            explicit(8, new ASN1Sequence(etypes)));
    return application(
        AS_REQ,
        explicit(1, new ASN1Integer(VERSION)),
        explicit(2, new ASN1Integer(AS_REQ)),
        explicit(4, body));
  }

  /** Returns a change-password request whose encrypted parts are random bytes. */
  static byte[] kpasswd(RandomGenerator random) {
    byte[] apReq =
        application(
            AP_REQ,
            explicit(0, new ASN1Integer(VERSION)),
            explicit(1, new ASN1Integer(AP_REQ)),
            explicit(2, new ASN1BitString(new boolean[32])),
            explicit(3, ticket(random)),
            explicit(4, encrypted(random)));
    byte[] krbPriv =
        application(
            KRB_PRIV,
            explicit(0, new ASN1Integer(VERSION)),
            explicit(1, new ASN1Integer(KRB_PRIV)),
            explicit(3, encrypted(random)));
    int length = KPASSWD_HEADER + apReq.length + krbPriv.length;
    return ByteBuffer.allocate(length)
        .putShort((short) length)
        .putShort((short) KPASSWD_VERSION)
        .putShort((short) apReq.length)
        .put(apReq)
        .put(krbPriv)
        .array();
  }

  private static ASN1Element ticket(RandomGenerator random) {
    return new ASN1Element(
        (byte) 0x61,
        new ASN1Sequence(
                explicit(0, new ASN1Integer(VERSION)),
                explicit(1, string("PORTPROBE.INVALID")),
                explicit(2, name(NAME_SERVICE, "kadmin", "changepw")),
                explicit(3, encrypted(random)))
            .encode());
  }

  private static ASN1Element encrypted(RandomGenerator random) {
    byte[] cipher = new byte[CIPHER];
    random.nextBytes(cipher);
    return new ASN1Sequence(
        explicit(0, new ASN1Integer(ETYPES[0])), explicit(2, new ASN1OctetString(cipher)));
  }

  private static ASN1Element till() {
    return new ASN1Element((byte) 0x18, new ASN1OctetString("20370913024805Z").getValue());
  }

  private static ASN1Element string(String text) {
    return new ASN1OctetString(GENERAL_STRING, text);
  }

  private static ASN1Element name(int type, String... components) {
    ASN1Element[] strings =
        Arrays.stream(components).map(Requests::string).toArray(ASN1Element[]::new);
    return new ASN1Sequence(
        explicit(0, new ASN1Integer(type)), explicit(1, new ASN1Sequence(strings)));
  }

  private static ASN1Element explicit(int tag, ASN1Element element) {
    return new ASN1Element((byte) (0xa0 | tag), element.encode());
  }

  private static byte[] application(int tag, ASN1Element... fields) {
    return new ASN1Element((byte) (0x60 | tag), new ASN1Sequence(fields).encode()).encode();
  }
}
