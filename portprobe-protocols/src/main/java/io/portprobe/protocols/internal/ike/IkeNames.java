package io.portprobe.protocols.internal.ike;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of algorithms, notifications and vendors (registries of IANA for IKEv1 and IKEv2). */
final class IkeNames {
  private static final int MAX_ATTRIBUTES = 32;
  private static final int TRANSFORM_FIELDS = 4;
  private static final int MAX_VENDOR_ID = 64;
  private static final int KEY_LENGTH = 14;
  private static final int SHORT_FORM = 0x8000;

  private static final Map<Integer, String> ENCRYPTIONS_1 =
      Map.of(1, "DES-CBC", 3, "BLOWFISH-CBC", 5, "3DES-CBC", 7, "AES-CBC", 8, "CAMELLIA-CBC");

  private static final Map<Integer, String> HASHES_1 =
      Map.of(1, "MD5", 2, "SHA1", 4, "SHA2-256", 5, "SHA2-384", 6, "SHA2-512");

  private static final Map<Integer, String> AUTHENTICATIONS_1 =
      Map.of(1, "PSK", 2, "DSS-SIG", 3, "RSA-SIG", 65_001, "XAUTH-PSK");

  private static final Map<Integer, String> GROUPS =
      Map.of(
          1, "MODP-768",
          2, "MODP-1024",
          5, "MODP-1536",
          14, "MODP-2048",
          15, "MODP-3072",
          16, "MODP-4096",
          19, "ECP-256",
          20, "ECP-384",
          31, "X25519");

  private static final Map<Integer, Map<Integer, String>> TRANSFORMS_2 =
      Map.of(
          1, Map.of(2, "DES-CBC", 3, "3DES-CBC", 12, "AES-CBC", 13, "AES-CTR", 20, "AES-GCM-16"),
          2,
              Map.of(
                  1,
                  "PRF-MD5",
                  2,
                  "PRF-SHA1",
                  5,
                  "PRF-SHA2-256",
                  6,
                  "PRF-SHA2-384",
                  7,
                  "PRF-SHA2-512"),
          3,
              Map.of(
                  1,
                  "MD5-96",
                  2,
                  "SHA1-96",
                  12,
                  "SHA2-256-128",
                  13,
                  "SHA2-384-192",
                  14,
                  "SHA2-512-256"),
          4, GROUPS);

  private static final Map<Integer, String> NOTIFICATIONS_1 =
      Map.of(
          4, "INVALID-COOKIE",
          5, "INVALID-MAJOR-VERSION",
          7, "INVALID-EXCHANGE-TYPE",
          14, "NO-PROPOSAL-CHOSEN",
          15, "BAD-PROPOSAL-SYNTAX",
          16, "PAYLOAD-MALFORMED",
          29, "UNSUPPORTED-EXCHANGE-TYPE");

  private static final Map<Integer, String> NOTIFICATIONS_2 =
      Map.ofEntries(
          Map.entry(1, "UNSUPPORTED_CRITICAL_PAYLOAD"),
          Map.entry(5, "INVALID_MAJOR_VERSION"),
          Map.entry(7, "INVALID_SYNTAX"),
          Map.entry(14, "NO_PROPOSAL_CHOSEN"),
          Map.entry(17, "INVALID_KE_PAYLOAD"),
          Map.entry(24, "AUTHENTICATION_FAILED"),
          Map.entry(16_388, "NAT_DETECTION_SOURCE_IP"),
          Map.entry(16_389, "NAT_DETECTION_DESTINATION_IP"),
          Map.entry(16_390, "COOKIE"),
          Map.entry(16_404, "MULTIPLE_AUTH_SUPPORTED"),
          Map.entry(16_406, "REDIRECT_SUPPORTED"),
          Map.entry(16_418, "CHILDLESS_IKEV2_SUPPORTED"),
          Map.entry(16_430, "IKEV2_FRAGMENTATION_SUPPORTED"),
          Map.entry(16_431, "SIGNATURE_HASH_ALGORITHMS"));

  /** Vendor ids by the beginning of their bytes; most are MD5 sums of their names. */
  private static final Map<String, String> VENDORS =
      Map.of(
          "882fe56d6fd20dbc2251613b2ebe5beb", "strongSwan",
          "4a131c81070358455c5728f20e95452f", "RFC 3947 NAT-T",
          "4048b7d56ebce88525e7de7f00d6c2d3", "fragmentation",
          "1e2b516905991c7d7c96fcbfb587e461", "Microsoft Windows",
          "90cb80913ebb696e086381b5ec427b1f", "NAT-T draft 02",
          "12f5f28c457168a9702d9fe274cc", "Cisco Unity",
          "09002689dfd6b712", "XAUTH",
          "afcad71368a1f1c96b8696fc7757", "dead peer detection");

  private IkeNames() {}

  private static String name(Map<Integer, String> names, int value, String kind) {
    return names.getOrDefault(value, kind + " " + value);
  }

  static String notification(boolean first, int type) {
    return name(first ? NOTIFICATIONS_1 : NOTIFICATIONS_2, type, "notification");
  }

  static String group(int number) {
    return name(GROUPS, number, "group");
  }

  static String vendor(ByteBuffer id) {
    byte[] bytes = new byte[Math.min(id.remaining(), MAX_VENDOR_ID)];
    id.duplicate().get(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    return VENDORS.entrySet().stream()
        .filter(entry -> hex.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(hex);
  }

  /** Returns encryption, hash, authentication and group of a transform of IKEv1. */
  static List<String> transform1(ByteBuffer transform) {
    Map<Integer, Integer> values = attributes(transform);
    List<String> names = new ArrayList<>();
    Integer encryption = values.get(1);
    if (encryption != null) {
      names.add(name(ENCRYPTIONS_1, encryption, "encryption") + keyLength(values));
    }
    add(names, HASHES_1, values.get(2), "hash");
    add(names, AUTHENTICATIONS_1, values.get(3), "authentication");
    add(names, GROUPS, values.get(4), "group");
    return names;
  }

  private static void add(
      List<String> names, Map<Integer, String> known, @Nullable Integer value, String kind) {
    if (value != null) {
      names.add(name(known, value, kind));
    }
  }

  /** Returns the algorithm of a transform of IKEv2. */
  static String transform2(ByteBuffer transform) {
    int type = transform.get(0) & 0xff;
    int id = transform.getShort(2) & 0xffff;
    return name(TRANSFORMS_2.getOrDefault(type, Map.of()), id, "transform " + type)
        + keyLength(attributes(transform));
  }

  private static String keyLength(Map<Integer, Integer> values) {
    Integer bits = values.get(KEY_LENGTH);
    return bits == null ? "" : "-" + bits;
  }

  /** Returns the attributes with two-byte values; others are skipped. */
  private static Map<Integer, Integer> attributes(ByteBuffer transform) {
    ByteBuffer bytes = transform.duplicate().position(TRANSFORM_FIELDS);
    Map<Integer, Integer> values = new HashMap<>();
    while (bytes.remaining() >= Integer.BYTES && values.size() < MAX_ATTRIBUTES) {
      int type = bytes.getShort() & 0xffff;
      int value = bytes.getShort() & 0xffff;
      if ((type & SHORT_FORM) != 0) {
        values.put(type & ~SHORT_FORM, value);
      } else if (value > bytes.remaining()) {
        break;
      } else {
        bytes.position(bytes.position() + value);
      }
    }
    return values;
  }
}
