package io.portprobe.protocols.internal.smb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.portprobe.protocols.internal.ntlm.FileTime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NEGOTIATE and SESSION_SETUP_ANDX of SMB 1 (MS-SMB sections 2.2.4.5 and 2.2.4.6). */
final class Smb1Messages {
  static final int MAGIC = 0xff534d42;
  static final int HEADER = 32;
  static final int NEGOTIATE = 0x72;
  static final int SESSION_SETUP = 0x73;

  private static final List<String> DIALECTS =
      List.of("PC NETWORK PROGRAM 1.0", "LANMAN1.0", "LM1.2X002", "LANMAN2.1", "NT LM 0.12");
  private static final int NT_WORDS = 17;
  private static final int SESSION_WORDS = 4;
  private static final int REPLY_FLAG = 0x80;
  private static final int EXTENDED_SECURITY = 0x8000_0000;
  private static final int SIGNING_ENABLED = 4;
  private static final int SIGNING_REQUIRED = 8;
  private static final int GUID = 16;
  private static final int MAX_TEXT = 256;

  private Smb1Messages() {}

  /** Returns a NEGOTIATE request. */
  static byte[] negotiate(int multiplexId) {
    StringBuilder dialects = new StringBuilder();
    DIALECTS.forEach(name -> dialects.append('\2').append(name).append('\0'));
    byte[] text = dialects.toString().getBytes(US_ASCII);
    return header(NEGOTIATE, multiplexId, 3 + text.length)
        .put((byte) 0)
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  /** Returns a SESSION_SETUP_ANDX request with a security token and no texts. */
  static byte[] sessionSetup(int multiplexId, byte[] token) {
    ByteBuffer out = header(SESSION_SETUP, multiplexId, 27 + token.length + 5);
    out.put((byte) 12).put((byte) 0xff).put((byte) 0).putShort((short) 0);
    out.putShort((short) 4356).putShort((short) 2).putShort((short) 1).putInt(0);
    out.putShort((short) token.length).putInt(0).putInt(0x8000_00d4);
    out.putShort((short) (token.length + 5)).put(token);
    byte[] message = new byte[out.capacity()]; // with two empty texts, and a byte to align them
    out.get(0, message);
    return message;
  }

  private static ByteBuffer header(int command, int multiplexId, int body) {
    ByteBuffer out =
        ByteBuffer.allocate(HEADER + body).putInt(MAGIC).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) command).putInt(0).put((byte) 0x18).putShort((short) 0xc843);
    out.putShort((short) 0).putLong(0).putShort((short) 0);
    return out.putShort((short) 0xffff)
        .putShort((short) 0xfeff)
        .putShort((short) 0)
        .putShort((short) multiplexId);
  }

  /** Returns whether a message is the response to a command. */
  static boolean isResponse(ByteBuffer message, int command, int multiplexId) {
    ByteBuffer in = little(message);
    return in.limit() > HEADER + 2
        && message.getInt(0) == MAGIC
        && (in.get(4) & 0xff) == command
        && (in.get(9) & REPLY_FLAG) != 0
        && (in.getShort(30) & 0xffff) == multiplexId;
  }

  /** Returns the NT status of a response. */
  static int status(ByteBuffer message) {
    return little(message).getInt(5);
  }

  /**
   * Decodes a successful NEGOTIATE response.
   *
   * @return the result; empty if the message is malformed, or no dialect was chosen
   */
  static Optional<SmbResultBuilder> result(ByteBuffer message, Instant now, List<String> notes) {
    ByteBuffer in = little(message);
    int words = in.get(HEADER) & 0xff;
    if (words < 1 || in.limit() < HEADER + 3 + 2 * words) {
      return Optional.empty();
    }
    int index = in.getShort(HEADER + 1);
    if (index < 0 || index >= DIALECTS.size()) {
      return Optional.empty();
    }
    boolean windowsNt = words == NT_WORDS;
    int mode = words == 1 ? 0 : in.get(HEADER + 3);
    Optional<Instant> time =
        windowsNt ? FileTime.instant(in.getLong(HEADER + 24)) : Optional.empty();
    SmbResultBuilder result =
        SmbResultBuilder.smb1(DIALECTS.get(index))
            .signing(
                windowsNt && (mode & SIGNING_ENABLED) != 0,
                windowsNt && (mode & SIGNING_REQUIRED) != 0)
            .systemTime(time, now);
    return Optional.of(
        windowsNt && offersExtendedSecurity(message)
            ? result
                .serverGuid(Smb2Messages.guid(in, HEADER + 37))
                .mechanisms(Smb2Messages.mechanisms(token(in), notes))
            : result);
  }

  /** Returns whether a NEGOTIATE response states that the server supports no offered dialect. */
  static boolean hasNoDialect(ByteBuffer message) {
    ByteBuffer in = little(message);
    return in.get(HEADER) > 0 && in.limit() >= HEADER + 3 && in.getShort(HEADER + 1) == -1;
  }

  private static byte[] token(ByteBuffer in) {
    int length = (in.getShort(HEADER + 35) & 0xffff) - GUID;
    int at = HEADER + 37 + GUID;
    if (length < 0 || at + length > in.limit()) {
      return new byte[0];
    }
    byte[] token = new byte[length];
    in.get(at, token);
    return token;
  }

  /** Returns whether the server accepts a security token, so that a session can be set up. */
  static boolean offersExtendedSecurity(ByteBuffer message) {
    ByteBuffer in = little(message);
    return in.get(HEADER) == NT_WORDS
        && in.limit() >= HEADER + 37 + GUID
        && (in.getInt(HEADER + 20) & EXTENDED_SECURITY) != 0;
  }

  /**
   * The parts of a SESSION_SETUP_ANDX response.
   *
   * @param token the security token, possibly empty
   * @param texts the operating system and the software, or fewer
   */
  record Session(ByteBuffer token, List<String> texts) {
    /** Decodes a response; absent parts are empty. */
    static Session decode(ByteBuffer message) {
      ByteBuffer in = little(message);
      int start = HEADER + 11;
      if (in.get(HEADER) != SESSION_WORDS || in.limit() < start) {
        return new Session(ByteBuffer.allocate(0), List.of());
      }
      int length = in.getShort(HEADER + 7) & 0xffff;
      int end = Math.min(in.limit(), start + (in.getShort(HEADER + 9) & 0xffff));
      if (start + length > end) {
        return new Session(ByteBuffer.allocate(0), List.of());
      }
      int texts = start + length;
      return new Session(in.slice(start, length), texts(in, texts + texts % 2, end));
    }

    private static List<String> texts(ByteBuffer in, int from, int end) {
      List<String> texts = new ArrayList<>();
      int start = from;
      for (int at = from; at + 1 < end && texts.size() < 2; at += 2) {
        if (in.getShort(at) == 0) {
          byte[] text = new byte[Math.min(at - start, MAX_TEXT)];
          in.get(start, text);
          texts.add(new String(text, UTF_16LE));
          start = at + 2;
        }
      }
      return texts;
    }

    /** Returns a text by its position. */
    Optional<String> text(int index) {
      return index < texts.size()
          ? Optional.of(texts.get(index)).filter(text -> !text.isEmpty())
          : Optional.empty();
    }

    byte[] tokenBytes() {
      byte[] bytes = new byte[token.remaining()];
      token.duplicate().get(bytes);
      return bytes;
    }
  }

  private static ByteBuffer little(ByteBuffer message) {
    return message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
