package io.portprobe.protocols.internal.ntlm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.portprobe.protocols.ntlm.NtlmTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NEGOTIATE_MESSAGE and CHALLENGE_MESSAGE (MS-NLMP sections 2.2.1.1 and 2.2.1.2). */
public final class NtlmMessages {
  private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(US_ASCII);
  private static final int CHALLENGE = 2;
  private static final int CHALLENGE_HEADER = 48;
  private static final int CHALLENGE_WITH_VERSION = 56;
  private static final int UNICODE = 0x0000_0001;
  private static final int VERSION = 0x0200_0000;

  /**
   * Unicode, OEM, request target, NTLM, always sign, extended session security, target info,
   * version, 128 bits, key exchange, 56 bits; no domain, no workstation; version 10.0.
   */
  private static final byte[] NEGOTIATE =
      HexFormat.of()
          .parseHex(
              "4e544c4d53535000"
                  + "01000000"
                  + "078288e2"
                  + "0000000000000000"
                  + "0000000000000000"
                  + "0a00614a0000000f");

  private NtlmMessages() {}

  /** Returns a NEGOTIATE_MESSAGE without names. */
  public static byte[] negotiate() {
    return NEGOTIATE.clone();
  }

  /** Decodes a CHALLENGE_MESSAGE; empty if the bytes are none. Names that do not fit are absent. */
  public static Optional<NtlmTarget> target(byte[] message) {
    if (message.length < CHALLENGE_HEADER
        || !ByteBuffer.wrap(message, 0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE))) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(8) != CHALLENGE) {
      return Optional.empty();
    }
    int flags = in.getInt(20);
    Map<Integer, byte[]> pairs = pairs(field(in, 40));
    return Optional.of(
        new DefaultNtlmTarget(
            text(field(in, 12), (flags & UNICODE) != 0),
            text(pairs.get(1)),
            text(pairs.get(2)),
            text(pairs.get(3)),
            text(pairs.get(4)),
            text(pairs.get(5)),
            (flags & VERSION) != 0 && message.length >= CHALLENGE_WITH_VERSION
                ? Optional.of(version(in))
                : Optional.empty()));
  }

  private static String version(ByteBuffer in) {
    return (in.get(48) & 0xff) + "." + (in.get(49) & 0xff) + "." + (in.getShort(50) & 0xffff);
  }

  /** Returns a field by its length and offset, possibly empty. */
  private static byte[] field(ByteBuffer in, int at) {
    int length = in.getShort(at) & 0xffff;
    int offset = in.getInt(at + 4);
    if (offset < 0 || offset > in.limit() - length) {
      return new byte[0];
    }
    byte[] value = new byte[length];
    in.get(offset, value);
    return value;
  }

  /** Decodes AV_PAIRs (section 2.2.2.1) until the end of the list. */
  private static Map<Integer, byte[]> pairs(byte[] info) {
    Map<Integer, byte[]> pairs = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(info).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= 4) {
      int id = in.getShort() & 0xffff;
      int length = in.getShort() & 0xffff;
      if (id == 0 || length > in.remaining()) {
        break;
      }
      byte[] value = new byte[length];
      in.get(value);
      pairs.putIfAbsent(id, value);
    }
    return pairs;
  }

  private static Optional<String> text(byte @Nullable [] value) {
    return value == null ? Optional.empty() : text(value, true);
  }

  private static Optional<String> text(byte[] value, boolean unicode) {
    return Optional.of(new String(value, unicode ? UTF_16LE : US_ASCII))
        .filter(text -> !text.isEmpty());
  }
}
