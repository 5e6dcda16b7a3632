package io.portprobe.protocols.internal.ike;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Encodes the first message of IKEv1 (RFC 2408 section 3) and IKEv2 (RFC 7296 section 3). */
final class Proposals {
  private static final int MAX_MESSAGE = 1_024;
  private static final int SA_1 = 1;
  private static final int SA_2 = 33;
  private static final int KEY_EXCHANGE = 34;
  private static final int NONCE = 40;
  private static final int NOTIFICATION = 41;
  private static final int COOKIE = 16_390;
  private static final int NEXT_PAYLOAD = 16; // the position in the header
  private static final int MODP_2048 = 14;
  private static final int MODP_2048_BYTES = 256;
  private static final int NONCE_BYTES = 32;

  /** Encryption, key bits (0: fixed), hash and group of IKEv1 (RFC 2409 appendix A). */
  private static final int[][] SUITES_1 = {
    {7, 256, 4, 14}, // AES, SHA2-256, MODP 2048
    {7, 128, 2, 14}, // AES, SHA1, MODP 2048
    {7, 128, 2, 2}, // AES, SHA1, MODP 1024
    {5, 0, 2, 2}, // 3DES, SHA1, MODP 1024
  };

  private static final int[] AUTHENTICATIONS_1 = {1, 3}; // pre-shared key, RSA signatures

  /** Type, id and key bits (0: none) of the transforms of IKEv2 (RFC 7296 section 3.3.2). */
  private static final int[][] TRANSFORMS_2 = {
    {1, 12, 256}, // AES-CBC
    {1, 12, 128},
    {1, 3, 0}, // 3DES
    {2, 5, 0}, // PRF HMAC SHA2-256
    {2, 2, 0}, // PRF HMAC SHA1
    {3, 12, 0}, // HMAC SHA2-256
    {3, 2, 0}, // HMAC SHA1
    {4, 14, 0}, // MODP 2048
    {4, 19, 0}, // NIST P-256
    {4, 31, 0}, // X25519
    {4, 2, 0}, // MODP 1024
  };

  private Proposals() {}

  private static ByteBuffer header(long id, int payload, int version, int exchange, int flags) {
    ByteBuffer message = ByteBuffer.allocate(MAX_MESSAGE);
    message.putLong(id).putLong(0).put((byte) payload).put((byte) version);
    return message.put((byte) exchange).put((byte) flags).putInt(0).putInt(0);
  }

  private static byte[] finish(ByteBuffer message) {
    int length = message.position();
    byte[] bytes = new byte[length];
    message.putInt(IkeHeader.SIZE - Integer.BYTES, length).flip().get(bytes);
    return bytes;
  }

  /** Begins a payload, whose length {@link #end} writes. */
  private static int begin(ByteBuffer message, int next) {
    message.put((byte) next).put((byte) 0).putShort((short) 0);
    return message.position() - Integer.BYTES;
  }

  private static void end(ByteBuffer message, int start) {
    message.putShort(start + Short.BYTES, (short) (message.position() - start));
  }

  /** Returns message 1 of main mode: a security association with eight transforms. */
  static byte[] version1(long id) {
    ByteBuffer message = header(id, SA_1, IkeHeader.VERSION_1, IkeHeader.MAIN_MODE, 0);
    int association = begin(message, 0);
    message.putInt(1).putInt(1); // domain of interpretation IPsec, situation identity only
    int proposal = begin(message, 0);
    int count = SUITES_1.length * AUTHENTICATIONS_1.length;
    message.put((byte) 1).put((byte) 1).put((byte) 0).put((byte) count); // number, ISAKMP, no SPI
    int number = 0;
    for (int[] suite : SUITES_1) {
      for (int authentication : AUTHENTICATIONS_1) {
        number++;
        transform1(message, number, number == count, suite, authentication);
      }
    }
    end(message, proposal);
    end(message, association);
    return finish(message);
  }

  private static void transform1(
      ByteBuffer message, int number, boolean last, int[] suite, int authentication) {
    int start = begin(message, last ? 0 : 3);
    message.put((byte) number).put((byte) 1).putShort((short) 0); // KEY_IKE
    attribute(message, 1, suite[0]);
    if (suite[1] != 0) {
      attribute(message, 14, suite[1]);
    }
    attribute(message, 2, suite[2]);
    attribute(message, 3, authentication);
    attribute(message, 4, suite[3]);
    attribute(message, 11, 1); // life type: seconds
    attribute(message, 12, 28_800);
    end(message, start);
  }

  private static void attribute(ByteBuffer message, int type, int value) {
    message.putShort((short) (0x8000 | type)).putShort((short) value);
  }

  /** Returns IKE_SA_INIT: a security association, a key exchange and a nonce. */
  static byte[] version2(long id, RandomGenerator random) {
    ByteBuffer message =
        header(id, SA_2, IkeHeader.VERSION_2, IkeHeader.SA_INIT, IkeHeader.FROM_INITIATOR);
    int association = begin(message, KEY_EXCHANGE);
    int proposal = begin(message, 0);
    message.put((byte) 1).put((byte) 1).put((byte) 0).put((byte) TRANSFORMS_2.length);
    for (int i = 0; i < TRANSFORMS_2.length; i++) {
      int[] transform = TRANSFORMS_2[i];
      int start = begin(message, i == TRANSFORMS_2.length - 1 ? 0 : 3);
      message.put((byte) transform[0]).put((byte) 0).putShort((short) transform[1]);
      if (transform[2] != 0) {
        attribute(message, 14, transform[2]);
      }
      end(message, start);
    }
    end(message, proposal);
    end(message, association);
    int exchange = begin(message, NONCE);
    message.putShort((short) MODP_2048).putShort((short) 0);
    message.put(publicValue(random));
    end(message, exchange);
    int nonce = begin(message, 0);
    message.put(random(random, NONCE_BYTES));
    end(message, nonce);
    return finish(message);
  }

  /** Returns a proposal of IKEv2 again, with the cookie that the responder demands before it. */
  static byte[] withCookie(byte[] proposal, byte[] cookie) {
    ByteBuffer message = ByteBuffer.allocate(MAX_MESSAGE);
    message.put(proposal, 0, IkeHeader.SIZE).put(NEXT_PAYLOAD, (byte) NOTIFICATION);
    int notification = begin(message, proposal[NEXT_PAYLOAD]);
    message.put((byte) 0).put((byte) 0).putShort((short) COOKIE).put(cookie); // no protocol, no SPI
    end(message, notification);
    message.put(proposal, IkeHeader.SIZE, proposal.length - IkeHeader.SIZE);
    return finish(message);
  }

  /** Returns a random number less than the prime, since the exchange is never completed. */
  private static byte[] publicValue(RandomGenerator random) {
    byte[] value = random(random, MODP_2048_BYTES);
    value[0] &= 0x7f;
    return value;
  }

  private static byte[] random(RandomGenerator random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
