package io.portprobe.faultkit;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An encoder of X.509 version 3 certificates (RFC 5280 section 4.1) in DER (X.690), signed with
 * ecdsa-with-SHA256 (RFC 5758 section 3.2). The names become subject alternative names.
 */
final class SelfSignedCertificate {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

  /** An IPv4 address, or text with a colon, which no DNS name has. */
  private static final Pattern ADDRESS_LITERAL =
      Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET + "|[^:]*:.*");

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final int VERSION = 0xa0;
  private static final int EXTENSIONS = 0xa3;

  private static final byte[] VERSION_3 = {2};
  private static final byte[] COMMON_NAME = {0x55, 4, 3};
  private static final byte[] SUBJECT_ALT_NAME = {0x55, 0x1d, 0x11};
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2
  };

  // RFC 5280 section 4.1.2.5: through 2049 as UTCTime, from 2050 on as GeneralizedTime.
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");
  private static final DateTimeFormatter SHORT_YEAR =
      DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LONG_YEAR =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SelfSignedCertificate() {}

  static byte[] encode(KeyPair keys, Instant from, Instant until, String... names)
      throws GeneralSecurityException {
    byte[] algorithm = tlv(SEQUENCE, tlv(OID, ECDSA_WITH_SHA256));
    byte[] name = name(names[0]);
    byte[] signed =
        tlv(
            SEQUENCE,
            tlv(VERSION, tlv(INTEGER, VERSION_3)),
            tlv(INTEGER, serial(keys)),
            algorithm,
            name,
            tlv(SEQUENCE, time(from), time(until)),
            name,
            keys.getPublic().getEncoded(),
            tlv(EXTENSIONS, tlv(SEQUENCE, alternativeNames(names))));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed);
    return tlv(SEQUENCE, signed, algorithm, tlv(BIT_STRING, new byte[1], signature.sign()));
  }

  /** Returns a positive number of eight bytes that depends on the key. */
  private static byte[] serial(KeyPair keys) {
    byte[] key = keys.getPublic().getEncoded();
    byte[] serial = new byte[8];
    System.arraycopy(key, key.length - serial.length, serial, 0, serial.length);
    serial[0] = (byte) ((serial[0] & 0x3f) | 0x40);
    return serial;
  }

  private static byte[] name(String commonName) {
    byte[] value = tlv(UTF8_STRING, commonName.getBytes(StandardCharsets.UTF_8));
    return tlv(SEQUENCE, tlv(SET, tlv(SEQUENCE, tlv(OID, COMMON_NAME), value)));
  }

  private static byte[] time(Instant instant) {
    boolean shortYear = instant.isBefore(YEAR_2050);
    String text = (shortYear ? SHORT_YEAR : LONG_YEAR).format(instant);
    return tlv(shortYear ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] alternativeNames(String... names) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names) {
      if (name.isEmpty() || !StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
        throw new IllegalArgumentException("name: '" + name + "' (expected: ASCII, not empty)");
      }
      all.writeBytes(
          ADDRESS_LITERAL.matcher(name).matches()
              ? tlv(IP_ADDRESS, address(name))
              : tlv(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
    }
    byte[] value = tlv(SEQUENCE, all.toByteArray());
    return tlv(SEQUENCE, tlv(OID, SUBJECT_ALT_NAME), tlv(OCTET_STRING, value));
  }

  /** Returns the bytes of an address literal. The JDK does not resolve literals. */
  private static byte[] address(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "name: '" + literal + "' (expected: an address literal)", e);
    }
  }

  /** Encodes tag, length (X.690 section 8.1.3) and value. */
  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    int length = value.size();
    if (length >= 0x100) {
      all.write(0x82);
      all.write(length >> 8);
    } else if (length >= 0x80) {
      all.write(0x81);
    }
    all.write(length);
    all.writeBytes(value.toByteArray());
    return all.toByteArray();
  }
}
