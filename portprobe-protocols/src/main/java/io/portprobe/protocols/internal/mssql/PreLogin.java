package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.SqlServer.Encryption;
import io.portprobe.spi.Framing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PRELOGIN message (MS-TDS section 2.2.6.5) and the packets that carry it (2.2.3.1). */
final class PreLogin {
  /** The length of a packet header: type, status, length, SPID, packet id and window. */
  static final int HEADER = 8;

  static final byte PRELOGIN = 0x12;
  static final byte RESPONSE = 0x04;
  static final byte END_OF_MESSAGE = 0x01;
  static final int MAX_PACKET = 4_096; // until the login negotiates another

  private static final int VERSION = 0x00;
  private static final int ENCRYPTION = 0x01;
  private static final int INSTANCE = 0x02;
  private static final int THREAD_ID = 0x03;
  private static final int MARS = 0x04;
  private static final int TERMINATOR = 0xff;

  /** The encryptions by their values. */
  private static final List<Encryption> ENCRYPTIONS =
      List.of(Encryption.LOGIN_ONLY, Encryption.ON, Encryption.NOT_SUPPORTED, Encryption.REQUIRED);

  private static final byte OFFERED_ENCRYPTION = 0; // of the login

  private static final int OPTION_SIZE = 5;
  private static final int VERSION_SIZE = 6;
  private static final int MAX_OPTIONS = 32;

  private PreLogin() {}

  /** The division of a stream into packets of a server. */
  static Framing framing() {
    return new Framing() {
      @Override
      public int length(ByteBuffer received) {
        int start = received.position();
        if (received.get(start) != RESPONSE) {
          return INVALID;
        }
        if (received.remaining() < HEADER) {
          return INCOMPLETE;
        }
        int length = received.getShort(start + 2) & 0xffff;
        return length <= HEADER ? INVALID : length;
      }

      @Override
      public int headerLength() {
        return HEADER;
      }

      @Override
      public int maxLength() {
        return MAX_PACKET;
      }

      @Override
      public byte[] frame(byte[] message) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + message.length);
        packet.put(PRELOGIN).put(END_OF_MESSAGE).putShort((short) packet.capacity());
        return packet.position(HEADER).put(message).array();
      }
    };
  }

  /** Returns a message that requests the version and offers encryption of the login. */
  static byte[] request(int threadId, String instance) {
    byte[] name = instance.getBytes(StandardCharsets.US_ASCII);
    int[][] options = {
      {VERSION, VERSION_SIZE},
      {ENCRYPTION, 1},
      {INSTANCE, name.length + 1},
      {THREAD_ID, Integer.BYTES},
      {MARS, 1}
    };
    int offset = OPTION_SIZE * options.length + 1;
    ByteBuffer message = ByteBuffer.allocate(MAX_PACKET);
    for (int[] option : options) {
      message.put((byte) option[0]).putShort((short) offset).putShort((short) option[1]);
      offset += option[1];
    }
    message.put((byte) TERMINATOR);
    message.put(new byte[VERSION_SIZE]).put(OFFERED_ENCRYPTION);
    message.put(name).put((byte) 0).putInt(threadId).put((byte) 0);
    byte[] bytes = new byte[message.position()];
    message.flip().get(bytes);
    return bytes;
  }

  /** Decodes a complete packet; empty if it is not the response to a PRELOGIN message. */
  static Optional<DefaultSqlServer> readPacket(ByteBuffer packet) {
    Framing framing = framing();
    int length = packet.hasRemaining() ? framing.length(packet) : Framing.INVALID;
    if (length <= HEADER || length > MAX_PACKET || packet.remaining() < length) {
      return Optional.empty();
    }
    return read(packet.slice(packet.position() + HEADER, length - HEADER), false);
  }

  /**
   * Decodes a response without its header.
   *
   * @param named whether the request had the name of an instance
   * @return empty if it is not the response to a PRELOGIN message
   */
  static Optional<DefaultSqlServer> read(ByteBuffer message, boolean named) {
    Map<Integer, ByteBuffer> options = options(message);
    ByteBuffer version = options.get(VERSION);
    if (version == null || version.remaining() != VERSION_SIZE) {
      return Optional.empty();
    }
    Optional<Integer> encryption = firstByte(options.get(ENCRYPTION));
    if (encryption.filter(value -> value >= ENCRYPTIONS.size()).isPresent()) {
      return Optional.empty();
    }
    int major = version.get(0) & 0xff;
    int minor = version.get(1) & 0xff;
    return Optional.of(
        new DefaultSqlServer(
            major
                + ("." + minor)
                + ("." + (version.getShort(2) & 0xffff))
                + ("." + (version.getShort(4) & 0xffff)),
            Releases.name(major, minor),
            encryption.map(value -> ENCRYPTIONS.get(value)),
            named ? firstByte(options.get(INSTANCE)).map(value -> value == 0) : Optional.empty(),
            List.of()));
  }

  private static Optional<Integer> firstByte(@Nullable ByteBuffer data) {
    return data == null || !data.hasRemaining()
        ? Optional.empty()
        : Optional.of(data.get(0) & 0xff);
  }

  /** Returns the data of the options by token; empty if the message is malformed. */
  private static Map<Integer, ByteBuffer> options(ByteBuffer message) {
    Map<Integer, ByteBuffer> options = new HashMap<>();
    int start = message.position();
    for (int at = start; options.size() < MAX_OPTIONS; at += OPTION_SIZE) {
      if (at >= message.limit()) {
        return Map.of();
      }
      int token = message.get(at) & 0xff;
      if (token == TERMINATOR) {
        return options;
      }
      if (at + OPTION_SIZE > message.limit()) {
        return Map.of();
      }
      int offset = message.getShort(at + 1) & 0xffff;
      int length = message.getShort(at + 3) & 0xffff;
      if (offset + length > message.remaining()
          || options.put(token, message.slice(start + offset, length)) != null) {
        return Map.of();
      }
    }
    return Map.of();
  }
}
