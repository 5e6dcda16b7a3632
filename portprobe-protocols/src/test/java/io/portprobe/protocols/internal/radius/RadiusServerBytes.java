package io.portprobe.protocols.internal.radius;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Responses of a RADIUS server, signed with the shared secret. */
final class RadiusServerBytes {
  private RadiusServerBytes() {}

  /** Returns a response without Message-Authenticator. */
  static byte[] response(ByteBuffer request, String secret, int code, byte[] attributes) {
    byte[] packet =
        ByteBuffer.allocate(20 + attributes.length)
            .put((byte) code)
            .put(request.get(1))
            .putShort((short) (20 + attributes.length))
            .position(20)
            .put(attributes)
            .array();
    sign(packet, request, secret);
    return packet;
  }

  /** Returns a response with a valid Message-Authenticator before the attributes. */
  static byte[] signedResponse(ByteBuffer request, String secret, int code, byte[] attributes) {
    byte[] all = new byte[18 + attributes.length];
    all[0] = 80;
    all[1] = 18;
    System.arraycopy(attributes, 0, all, 18, attributes.length);
    byte[] packet = response(request, secret, code, all);
    request.get(4, packet, 4, 16);
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacMD5"));
      System.arraycopy(mac.doFinal(packet), 0, packet, 22, 16);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    sign(packet, request, secret);
    return packet;
  }

  /** Sets the Response Authenticator of a packet (RFC 2865 section 3). */
  static void sign(byte[] packet, ByteBuffer request, String secret) {
    request.get(4, packet, 4, 16);
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      int length = (packet[2] & 0xff) << 8 | (packet[3] & 0xff);
      md5.update(Arrays.copyOf(packet, Math.min(packet.length, Math.max(20, length))));
      System.arraycopy(md5.digest(secret.getBytes(UTF_8)), 0, packet, 4, 16);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
