package io.portprobe.protocols.internal.radius;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A Status-Server packet (RFC 5997 section 3), and the check of its response. */
final class StatusRequest {
  private static final int STATUS_SERVER = 12;
  private static final int HEADER = 20;
  private static final int AUTHENTICATOR = 4;
  private static final int AUTHENTICATOR_LENGTH = 16;
  private static final int MESSAGE_AUTHENTICATOR = 80;
  private static final int MAX_PACKET = 4096;

  private final byte[] secret;
  private final byte[] packet;

  private StatusRequest(byte[] secret, byte[] packet) {
    this.secret = secret;
    this.packet = packet;
  }

  /** Creates a request with a random id and authenticator. */
  static StatusRequest create(RandomGenerator random, String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    byte[] authenticator = new byte[AUTHENTICATOR_LENGTH];
    int id = random.nextInt(256);
    random.nextBytes(authenticator);
    int length = HEADER + 2 + AUTHENTICATOR_LENGTH;
    byte[] packet =
        ByteBuffer.allocate(length)
            .put((byte) STATUS_SERVER)
            .put((byte) id)
            .putShort((short) length)
            .put(authenticator)
            .put((byte) MESSAGE_AUTHENTICATOR)
            .put((byte) (2 + AUTHENTICATOR_LENGTH))
            .array();
    byte[] signature = hmac(key, packet);
    System.arraycopy(signature, 0, packet, HEADER + 2, AUTHENTICATOR_LENGTH);
    return new StatusRequest(key, packet);
  }

  byte[] encode() {
    return packet.clone();
  }

  /** Returns the finding of a response; empty if it is not a valid response to this request. */
  Optional<DefaultRadiusStatus> read(ByteBuffer datagram) {
    ByteBuffer in = datagram.slice();
    if (in.remaining() < HEADER || in.get(1) != packet[1]) {
      return Optional.empty();
    }
    int length = in.getShort(2) & 0xffff;
    if (length < HEADER || length > Math.min(in.remaining(), MAX_PACKET)) {
      return Optional.empty();
    }
    byte[] response = new byte[length]; // bytes after it are padding, RFC 2865 section 3
    in.get(response);
    return ResponseCode.of(response[0] & 0xff)
        .filter(code -> hasValidAuthenticator(response))
        .flatMap(code -> RadiusAttributes.read(response, HEADER))
        .flatMap(attributes -> checked(response, attributes));
  }

  /** Checks the Response Authenticator (RFC 2865 section 3). */
  private boolean hasValidAuthenticator(byte[] response) {
    byte[] signed = withRequestAuthenticator(response);
    byte[] expected = md5(signed, secret);
    byte[] actual =
        Arrays.copyOfRange(response, AUTHENTICATOR, AUTHENTICATOR + AUTHENTICATOR_LENGTH);
    return MessageDigest.isEqual(expected, actual);
  }

  private byte[] withRequestAuthenticator(byte[] response) {
    byte[] signed = response.clone();
    System.arraycopy(packet, AUTHENTICATOR, signed, AUTHENTICATOR, AUTHENTICATOR_LENGTH);
    return signed;
  }

  /** Checks the Message-Authenticator, if there is one (RFC 3579 section 3.2). */
  private Optional<DefaultRadiusStatus> checked(byte[] response, RadiusAttributes attributes) {
    Optional<RadiusAttributes.Attribute> signature = attributes.first(MESSAGE_AUTHENTICATOR);
    if (signature.isPresent()) {
      int at = signature.get().offset();
      if (signature.get().value().remaining() != AUTHENTICATOR_LENGTH) {
        return Optional.empty();
      }
      byte[] signed = withRequestAuthenticator(response);
      Arrays.fill(signed, at, at + AUTHENTICATOR_LENGTH, (byte) 0);
      if (!MessageDigest.isEqual(hmac(secret, signed), signature.get().bytes())) {
        return Optional.empty();
      }
    }
    return ResponseCode.of(response[0] & 0xff)
        .map(code -> DefaultRadiusStatus.of(code, attributes, signature.isPresent()));
  }

  private static byte[] md5(byte[] signed, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(signed);
      return digest.digest(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RADIUS needs MD5: not available in this JVM", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] signed) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key, "HmacMD5"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RADIUS needs HMAC-MD5: not available in this JVM", e);
    }
  }
}
