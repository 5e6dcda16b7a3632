package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.Framing;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The first packet of a server: {@code Protocol::HandshakeV10} or {@code ERR_Packet} of the MySQL
 * internals manual.
 */
final class MySqlPacket {
  static final long CAPABILITY_SSL = 1 << 11;

  private static final int HEADER = 4;
  private static final int MAX_PAYLOAD = 1_024;
  private static final int HANDSHAKE_V10 = 10;
  private static final int ERROR = 0xff;
  private static final int MAX_VERSION = 128;

  /** Id, salt, filler, capabilities, character set, status, capabilities, length, reserved. */
  private static final int FIXED = 4 + 8 + 1 + 2 + 1 + 2 + 2 + 1 + 10;

  private static final int SALT = 8;
  private static final int MIN_SECOND_SALT = 13;
  private static final long CAPABILITY_LONG_PASSWORD = 1;
  private static final long CAPABILITY_PLUGIN_AUTH = 1 << 19;
  private static final int MIN_ERROR_CODE = 1_000;
  private static final int MAX_ERROR_CODE = 5_000;
  private static final int SQL_STATE = 6;

  static final Framing FRAMING = Framing.of(HEADER + MAX_PAYLOAD, MySqlPacket::length);

  private MySqlPacket() {}

  /** Returns the length of the first packet, whose sequence number is 0. */
  static int length(ByteBuffer received) {
    if (received.remaining() < HEADER) {
      return Framing.INCOMPLETE;
    }
    int length =
        (received.get(0) & 0xff) | (received.get(1) & 0xff) << 8 | (received.get(2) & 0xff) << 16;
    return length == 0 || length > MAX_PAYLOAD || received.get(3) != 0
        ? Framing.INVALID
        : HEADER + length;
  }

  /** Returns what a packet shows; empty if it is neither a greeting nor an error. */
  static Optional<MySqlFinding> read(ByteBuffer packet) {
    ByteBuffer in = packet.slice(HEADER, packet.remaining() - HEADER);
    in.order(ByteOrder.LITTLE_ENDIAN);
    int type = in.get() & 0xff;
    if (type == HANDSHAKE_V10) {
      return greeting(in);
    }
    return type == ERROR ? error(in) : Optional.empty();
  }

  private static Optional<MySqlFinding> greeting(ByteBuffer in) {
    Optional<String> version = text(in, MAX_VERSION);
    if (version.isEmpty() || version.get().isEmpty() || in.remaining() < FIXED) {
      return Optional.empty();
    }
    long id = in.getInt() & 0xffff_ffffL;
    in.position(in.position() + SALT);
    if (in.get() != 0) {
      return Optional.empty();
    }
    long capabilities = in.getShort() & 0xffffL;
    int collation = in.get() & 0xff;
    int status = in.getShort() & 0xffff;
    capabilities |= (in.getShort() & 0xffffL) << 16;
    int saltLength = in.get() & 0xff;
    in.position(in.position() + 6);
    long extended = in.getInt() & 0xffff_ffffL;
    if ((capabilities & CAPABILITY_LONG_PASSWORD) == 0) { // MariaDB
      capabilities |= extended << 32;
    }
    return Optional.of(
        new MySqlFinding(
            version,
            OptionalLong.of(id),
            capabilities,
            OptionalInt.of(collation),
            OptionalInt.of(status),
            plugin(in, capabilities, saltLength),
            OptionalInt.empty(),
            Optional.empty(),
            TlsUse.NOT_REQUESTED,
            Optional.empty()));
  }

  private static Optional<String> plugin(ByteBuffer in, long capabilities, int saltLength) {
    int rest = Math.max(MIN_SECOND_SALT, saltLength - SALT);
    if ((capabilities & CAPABILITY_PLUGIN_AUTH) == 0 || in.remaining() <= rest) {
      return Optional.empty();
    }
    in.position(in.position() + rest);
    return text(in, MAX_VERSION);
  }

  private static Optional<MySqlFinding> error(ByteBuffer in) {
    if (in.remaining() < 3) {
      return Optional.empty();
    }
    int code = in.getShort() & 0xffff;
    String text = StandardCharsets.UTF_8.decode(in).toString();
    String message =
        text.charAt(0) == '#' && text.length() > SQL_STATE ? text.substring(SQL_STATE) : text;
    return code < MIN_ERROR_CODE
            || code > MAX_ERROR_CODE
            || message.chars().anyMatch(SafeText::isControl)
        ? Optional.empty()
        : Optional.of(
            new MySqlFinding(
                Optional.empty(),
                OptionalLong.empty(),
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.of(code),
                Optional.of(message),
                TlsUse.NOT_REQUESTED,
                Optional.empty()));
  }

  /** Reads printable text that ends with a zero byte, which an old server omits at the end. */
  private static Optional<String> text(ByteBuffer in, int max) {
    StringBuilder text = new StringBuilder();
    while (in.hasRemaining()) {
      byte next = in.get();
      if (next == 0) {
        return Optional.of(text.toString());
      }
      if (!SafeText.isPrintableAscii(next) || text.length() == max) {
        return Optional.empty();
      }
      text.append((char) next);
    }
    return Optional.of(text.toString());
  }
}
