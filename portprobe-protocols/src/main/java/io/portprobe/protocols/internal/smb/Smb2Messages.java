package io.portprobe.protocols.internal.smb;

import com.unboundid.asn1.ASN1Exception;
import io.portprobe.protocols.internal.ntlm.FileTime;
import io.portprobe.protocols.internal.ntlm.Spnego;
import io.portprobe.protocols.smb.SmbCapability;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** NEGOTIATE and SESSION_SETUP of SMB 2 and 3 (MS-SMB2 sections 2.2.3 to 2.2.6). */
final class Smb2Messages {
  static final int MAGIC = 0xfe534d42;
  static final int HEADER = 64;
  static final int NEGOTIATE = 0;
  static final int SESSION_SETUP = 1;
  static final int MORE_PROCESSING_REQUIRED = 0xc0000016;

  private static final int RESPONSE_FLAG = 1;
  private static final int NEGOTIATE_BODY = 64;
  private static final int SESSION_BODY = 8;
  private static final int SIGNING_ENABLED = 1;
  private static final int SIGNING_REQUIRED = 2;
  private static final int[] DIALECTS = {0x0202, 0x0210, 0x0300, 0x0302, 0x0311};
  private static final int SALT = 32;
  private static final int MAX_CONTEXTS = 16;

  private static final Map<Integer, String> DIALECT_NAMES =
      Map.of(0x0202, "2.0.2", 0x0210, "2.1", 0x0300, "3.0", 0x0302, "3.0.2", 0x0311, "3.1.1");
  private static final Map<Integer, String> CIPHERS =
      Map.of(1, "AES-128-CCM", 2, "AES-128-GCM", 3, "AES-256-CCM", 4, "AES-256-GCM");
  private static final Map<Integer, String> SIGNING =
      Map.of(0, "HMAC-SHA256", 1, "AES-CMAC", 2, "AES-GMAC");

  private static final int ENCRYPTION_CONTEXT = 2;
  private static final int SIGNING_CONTEXT = 8;

  private Smb2Messages() {}

  /** Returns a NEGOTIATE request for all dialects, with a random client GUID and salt. */
  static byte[] negotiate(RandomGenerator random) {
    byte[] guid = new byte[16];
    random.nextBytes(guid);
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    ByteBuffer out = header(NEGOTIATE, 0, 512);
    out.putShort((short) 36).putShort((short) DIALECTS.length);
    out.putShort((short) SIGNING_ENABLED).putShort((short) 0).putInt(0x7f).put(guid);
    out.putInt(112).putShort((short) 3).putShort((short) 0);
    for (int dialect : DIALECTS) {
      out.putShort((short) dialect);
    }
    align(out);
    context(out, 1, 6 + SALT).putShort((short) 1).putShort((short) SALT).putShort((short) 1);
    out.put(salt);
    align(out);
    context(out, ENCRYPTION_CONTEXT, 10).putShort((short) 4);
    out.putShort((short) 2).putShort((short) 1).putShort((short) 4).putShort((short) 3);
    align(out);
    context(out, SIGNING_CONTEXT, 8).putShort((short) 3);
    out.putShort((short) 2).putShort((short) 1).putShort((short) 0);
    return bytes(out);
  }

  /** Returns a SESSION_SETUP request with a security token. */
  static byte[] sessionSetup(byte[] token) {
    ByteBuffer out = header(SESSION_SETUP, 1, HEADER + 24 + token.length);
    out.putShort((short) 25).put((byte) 0).put((byte) SIGNING_ENABLED).putInt(1).putInt(0);
    out.putShort((short) (HEADER + 24)).putShort((short) token.length).putLong(0).put(token);
    return bytes(out);
  }

  private static ByteBuffer header(int command, int messageId, int size) {
    ByteBuffer out = ByteBuffer.allocate(size).putInt(MAGIC).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) HEADER).putShort((short) (command == NEGOTIATE ? 0 : 1)).putInt(0);
    out.putShort((short) command).putShort((short) 31).putInt(0).putInt(0).putLong(messageId);
    return out.putInt(0xfeff).putInt(0).putLong(0).put(new byte[16]);
  }

  private static ByteBuffer context(ByteBuffer out, int type, int length) {
    return out.putShort((short) type).putShort((short) length).putInt(0);
  }

  private static void align(ByteBuffer out) {
    while (out.position() % 8 != 0) {
      out.put((byte) 0);
    }
  }

  private static byte[] bytes(ByteBuffer out) {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  /** Returns whether a message is the response to a command. */
  static boolean isResponse(ByteBuffer message, int command, int messageId) {
    return message.remaining() >= HEADER
        && message.getInt(0) == MAGIC
        && little(message).getShort(12) == command
        && (little(message).getInt(16) & RESPONSE_FLAG) != 0
        && little(message).getLong(24) == messageId;
  }

  /** Returns the NT status of a response. */
  static int status(ByteBuffer message) {
    return little(message).getInt(8);
  }

  /**
   * Decodes a successful NEGOTIATE response.
   *
   * @return the result; empty if the message is malformed, or the dialect was not offered
   */
  static Optional<SmbResultBuilder> result(ByteBuffer message, Instant now, List<String> notes) {
    ByteBuffer in = little(message);
    String dialect =
        in.limit() < HEADER + NEGOTIATE_BODY
            ? null
            : DIALECT_NAMES.get(in.getShort(HEADER + 4) & 0xffff);
    if (dialect == null || in.getShort(HEADER) != 65) {
      return Optional.empty();
    }
    int mode = in.getShort(HEADER + 2);
    return Optional.of(
        SmbResultBuilder.smb2(dialect)
            .signing((mode & SIGNING_ENABLED) != 0, (mode & SIGNING_REQUIRED) != 0)
            .serverGuid(guid(in, HEADER + 8))
            .capabilities(capabilities(in.getInt(HEADER + 24)))
            .systemTime(FileTime.instant(in.getLong(HEADER + 40)), now)
            .bootTime(FileTime.instant(in.getLong(HEADER + 48)))
            .cipher(context(in, ENCRYPTION_CONTEXT).map(CIPHERS::get))
            .signingAlgorithm(context(in, SIGNING_CONTEXT).map(SIGNING::get))
            .mechanisms(mechanisms(slice(in, HEADER + 56), notes)));
  }

  /** Returns the security token of a SESSION_SETUP response, possibly empty. */
  static byte[] sessionToken(ByteBuffer message) {
    ByteBuffer in = little(message);
    return in.limit() < HEADER + SESSION_BODY ? new byte[0] : slice(in, HEADER + 4);
  }

  /** Returns the mechanisms of a token; a malformed one is noted. */
  static List<String> mechanisms(byte[] token, List<String> notes) {
    if (token.length == 0) {
      return List.of();
    }
    try {
      return Spnego.mechanisms(token);
    } catch (ASN1Exception e) {
      notes.add("the list of authentication mechanisms does not decode: " + e.getMessage());
      return List.of();
    }
  }

  /** Returns a GUID in the mixed byte order of Windows (MS-DTYP section 2.3.4.2). */
  static UUID guid(ByteBuffer in, int at) {
    long high =
        (in.getInt(at) & 0xffffffffL) << 32
            | (in.getShort(at + 4) & 0xffffL) << 16
            | (in.getShort(at + 6) & 0xffffL);
    return new UUID(high, Long.reverseBytes(in.getLong(at + 8)));
  }

  private static Set<SmbCapability> capabilities(int bits) {
    Set<SmbCapability> capabilities = EnumSet.noneOf(SmbCapability.class);
    for (SmbCapability each : SmbCapability.values()) {
      if ((bits & each.bit()) != 0) {
        capabilities.add(each);
      }
    }
    return capabilities;
  }

  /** Returns the bytes at an offset and length of two bytes each; empty if they do not fit. */
  private static byte[] slice(ByteBuffer in, int at) {
    int offset = in.getShort(at) & 0xffff;
    int length = in.getShort(at + 2) & 0xffff;
    if (offset < HEADER || offset + length > in.limit()) {
      return new byte[0];
    }
    byte[] value = new byte[length];
    in.get(offset, value);
    return value;
  }

  /** Returns the first algorithm of a negotiate context (MS-SMB2 section 2.2.4.1). */
  private static Optional<Integer> context(ByteBuffer in, int type) {
    if (in.getShort(HEADER + 4) != 0x0311) {
      return Optional.empty();
    }
    int count = Math.min(in.getShort(HEADER + 6) & 0xffff, MAX_CONTEXTS);
    int at = in.getInt(HEADER + 60);
    for (int i = 0; i < count && at >= HEADER && at <= in.limit() - 12; i++) {
      int length = in.getShort(at + 2) & 0xffff;
      if (in.getShort(at) == type && length >= 4 && in.getShort(at + 8) != 0) {
        return Optional.of(in.getShort(at + 10) & 0xffff);
      }
      at += 8 + (length + 7) / 8 * 8;
    }
    return Optional.empty();
  }

  private static ByteBuffer little(ByteBuffer message) {
    return message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
