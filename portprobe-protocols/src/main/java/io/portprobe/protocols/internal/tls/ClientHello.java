package io.portprobe.protocols.internal.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A ClientHello in one record (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2). It offers common
 * cipher suites of every age, so that the server's choice of the version is all that decides. The
 * key share is random, as the handshake does not continue.
 */
final class ClientHello {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int RANDOM = 32;
  private static final int MAX_SIZE = 1_024;

  private static final int[] CIPHERS_13 = {0x1301, 0x1302, 0x1303};

  /** ECDHE, DHE and RSA with AES-GCM, ChaCha20, AES-CBC, 3DES and RC4. */
  private static final int[] CIPHERS = {
    0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014, 0xc023, 0xc027,
    0x009e, 0x009f, 0xccaa, 0x0033, 0x0039, 0x0067, 0x006b, 0x009c, 0x009d, 0x002f, 0x0035, 0x003c,
    0x003d, 0xc008, 0xc012, 0x0016, 0x000a, 0xc011, 0x0005, 0x0004, 0x0032, 0x0038, 0x0013
  };

  private static final int RENEGOTIATION_SCSV = 0x00ff; // RFC 5746 section 3.3
  private static final int[] GROUPS = {0x001d, 0x0017, 0x0018, 0x0019};
  private static final int X25519 = 0x001d;

  private static final int[] SIGNATURES = {
    0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201
  };

  private static final int SERVER_NAME = 0;
  private static final int SUPPORTED_GROUPS = 10;
  private static final int EC_POINT_FORMATS = 11;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int PSK_MODES = 45;
  private static final int KEY_SHARE = 51;

  private ClientHello() {}

  /**
   * Encodes a ClientHello.
   *
   * @param versions the versions to offer, from the newest on
   * @param serverName the server name, empty for none; at most 255 ASCII characters
   */
  static byte[] encode(List<TlsVersion> versions, String serverName, RandomGenerator random) {
    boolean modern = versions.contains(TlsVersion.TLS_1_3);
    int legacy = modern ? TlsVersion.TLS_1_2.number() : versions.get(0).number();
    ByteBuffer out = ByteBuffer.allocate(MAX_SIZE);
    int record = legacy == TlsVersion.SSL_3_0.number() ? legacy : TlsVersion.TLS_1_0.number();
    out.put((byte) HANDSHAKE).putShort((short) record);
    int recordLength = skip(out, 2);
    out.put((byte) CLIENT_HELLO).put((byte) 0);
    int length = skip(out, 2);
    out.putShort((short) legacy).put(bytes(random, RANDOM));
    out.put((byte) (modern ? RANDOM : 0)).put(bytes(random, modern ? RANDOM : 0));
    putCiphers(out, modern, !versions.equals(List.of(TlsVersion.TLS_1_3)));
    out.put((byte) 1).put((byte) 0); // no compression
    if (legacy != TlsVersion.SSL_3_0.number()) {
      int extensions = skip(out, 2);
      putExtensions(out, versions, serverName, random);
      putLength(out, extensions);
    }
    putLength(out, length);
    putLength(out, recordLength);
    byte[] hello = new byte[out.position()];
    out.flip().get(hello);
    return hello;
  }

  private static void putCiphers(ByteBuffer out, boolean modern, boolean older) {
    int length = skip(out, 2);
    if (modern) {
      putAll(out, CIPHERS_13);
    }
    if (older) {
      putAll(out, CIPHERS);
      out.putShort((short) RENEGOTIATION_SCSV);
    }
    putLength(out, length);
  }

  private static void putExtensions(
      ByteBuffer out, List<TlsVersion> versions, String serverName, RandomGenerator random) {
    if (!serverName.isEmpty()) {
      byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
      out.putShort((short) SERVER_NAME).putShort((short) (name.length + 5));
      out.putShort((short) (name.length + 3)).put((byte) 0);
      out.putShort((short) name.length).put(name);
    }
    putList(out, SUPPORTED_GROUPS, GROUPS);
    out.putShort((short) EC_POINT_FORMATS).putShort((short) 2).put((byte) 1).put((byte) 0);
    putList(out, SIGNATURE_ALGORITHMS, SIGNATURES);
    if (versions.contains(TlsVersion.TLS_1_3)) {
      int size = 2 * versions.size();
      out.putShort((short) SUPPORTED_VERSIONS).putShort((short) (size + 1)).put((byte) size);
      versions.forEach(version -> out.putShort((short) version.number()));
      out.putShort((short) PSK_MODES).putShort((short) 2).put((byte) 1).put((byte) 1);
      out.putShort((short) KEY_SHARE).putShort((short) (RANDOM + 6));
      out.putShort((short) (RANDOM + 4)).putShort((short) X25519);
      out.putShort((short) RANDOM).put(bytes(random, RANDOM));
    }
  }

  private static void putList(ByteBuffer out, int extension, int[] values) {
    out.putShort((short) extension).putShort((short) (2 * values.length + 2));
    out.putShort((short) (2 * values.length));
    putAll(out, values);
  }

  private static void putAll(ByteBuffer out, int[] values) {
    for (int value : values) {
      out.putShort((short) value);
    }
  }

  private static int skip(ByteBuffer out, int bytes) {
    out.position(out.position() + bytes);
    return out.position();
  }

  /** Writes the length of what follows a position before it, in two bytes. */
  private static void putLength(ByteBuffer out, int from) {
    out.putShort(from - 2, (short) (out.position() - from));
  }

  private static byte[] bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
