package io.portprobe.examples.lab.table;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Requests to which those UDP services of the test bed respond that portprobe has no protocol for:
 * the same as in testbed/check.
 */
final class UdpQuestions {
  private static final int INTEGER = 0x02;
  private static final int SEQUENCE = 0x30;

  private UdpQuestions() {}

  /** The question for a service; empty where portprobe's own protocol or any bytes will do. */
  static Optional<byte[]> of(String service) {
    return Optional.ofNullable(
        switch (service) {
          case "echo", "daytime", "chargen", "time", "late", "bytes" -> "x".getBytes(US_ASCII);
          case "memcached" -> "\0\1\0\0\0\1\0\0version\r\n".getBytes(US_ASCII);
          case "kpasswd" -> new byte[] {0, 6, 0, 1, 0, 0};
          case "ntp" -> ntp();
          case "rpcbind" -> rpcbind();
          case "kerberos" -> kerberos();
          default -> null;
        });
  }

  /** NTP version 4, mode 3 (client), all else zero: RFC 5905 section 7.3. */
  private static byte[] ntp() {
    byte[] question = new byte[48];
    question[0] = 0x23;
    return question;
  }

  /** An ONC RPC call of rpcbind's null procedure, version 2: RFC 5531 section 9. */
  private static byte[] rpcbind() {
    int[] call = {0x42, 0, 2, 100_000, 2, 0, 0, 0, 0, 0};
    ByteBuffer question = ByteBuffer.allocate(4 * call.length);
    for (int word : call) {
      question.putInt(word);
    }
    return question.array();
  }

  /** An AS-REQ for a principal that does not exist: RFC 4120 section 5.4.1. */
  private static byte[] kerberos() {
    byte[] realm = "AD.PORTPROBE.TEST".getBytes(US_ASCII);
    byte[] body =
        tlv(
            SEQUENCE,
            tlv(0xA0, tlv(0x03, new byte[5])), // options
            tlv(0xA1, principal(1, "nobody".getBytes(US_ASCII))),
            tlv(0xA2, text(realm)),
            tlv(0xA3, principal(2, "krbtgt".getBytes(US_ASCII), realm)),
            tlv(0xA5, tlv(0x18, "20370913024805Z".getBytes(US_ASCII))), // till
            tlv(0xA7, integer(0x42)), // nonce
            tlv(0xA8, tlv(SEQUENCE, integer(18)))); // encryption types
    return tlv(0x6A, tlv(SEQUENCE, tlv(0xA1, integer(5)), tlv(0xA2, integer(10)), tlv(0xA4, body)));
  }

  private static byte[] principal(int kind, byte[]... parts) {
    byte[] names = new byte[0];
    for (byte[] part : parts) {
      names = join(names, text(part));
    }
    return tlv(SEQUENCE, tlv(0xA0, integer(kind)), tlv(0xA1, tlv(SEQUENCE, names)));
  }

  private static byte[] text(byte[] characters) {
    return tlv(0x1B, characters);
  }

  private static byte[] integer(int value) {
    return tlv(INTEGER, new byte[] {(byte) value});
  }

  /** One DER element (X.690 section 8.1) of at most 65,535 bytes. */
  private static byte[] tlv(int tag, byte[]... parts) {
    byte[] value = join(parts);
    byte[] head =
        value.length < 128
            ? new byte[] {(byte) tag, (byte) value.length}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (value.length >> 8), (byte) value.length};
    return join(head, value);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
