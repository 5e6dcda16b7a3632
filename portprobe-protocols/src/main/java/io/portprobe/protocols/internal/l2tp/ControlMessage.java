package io.portprobe.protocols.internal.l2tp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A control message (RFC 2661 sections 3.1 and 4.1).
 *
 * @param tunnel the tunnel id of the receiver
 * @param sent the sequence number of the message, Ns
 * @param expected the next sequence number that the sender expects, Nr
 * @param values the attributes of IETF that are not hidden, by type; of one that is there twice,
 *     the first. Empty for an acknowledgement
 */
record ControlMessage(int tunnel, int sent, int expected, Map<Integer, ByteBuffer> values) {
  static final int MESSAGE_TYPE = 0;
  static final int RESULT_CODE = 1;
  static final int PROTOCOL_VERSION = 2;
  static final int FRAMING_CAPABILITIES = 3;
  static final int FIRMWARE_REVISION = 6;
  static final int HOST_NAME = 7;
  static final int VENDOR_NAME = 8;
  static final int ASSIGNED_TUNNEL_ID = 9;
  static final int RECEIVE_WINDOW_SIZE = 10;
  static final int CHALLENGE = 11;

  static final int SCCRQ = 1;
  static final int SCCRP = 2;
  static final int STOP_CCN = 4;

  private static final int HEADER = 12;
  private static final int FLAGS = 0xc802; // control message with length and sequence, version 2
  private static final int FLAGS_MASK = 0xcb0f; // also: no offset, no priority
  private static final int AVP_HEADER = 6;
  private static final int AVP_LENGTH = 0x03ff;
  private static final int MANDATORY = 0x8000;
  private static final int HIDDEN = 0x4000;
  private static final int MAX_AVPS = 100;
  private static final int MAX_MESSAGE = 1_024;

  ControlMessage {
    values = Map.copyOf(values);
  }

  /** Decodes a datagram; empty if it is not a well-formed control message. */
  static Optional<ControlMessage> read(ByteBuffer datagram) {
    ByteBuffer bytes = datagram.slice();
    if (bytes.remaining() < HEADER || (bytes.getShort() & FLAGS_MASK) != FLAGS) {
      return Optional.empty();
    }
    int length = bytes.getShort() & 0xffff;
    if (length < HEADER || length > bytes.limit()) {
      return Optional.empty();
    }
    bytes.limit(length);
    int tunnel = bytes.getShort() & 0xffff;
    int session = bytes.getShort() & 0xffff;
    int sent = bytes.getShort() & 0xffff;
    int expected = bytes.getShort() & 0xffff;
    return session != 0
        ? Optional.empty()
        : values(bytes).map(values -> new ControlMessage(tunnel, sent, expected, values));
  }

  private static Optional<Map<Integer, ByteBuffer>> values(ByteBuffer bytes) {
    Map<Integer, ByteBuffer> values = new HashMap<>();
    for (int avps = 0; bytes.hasRemaining(); avps++) {
      if (bytes.remaining() < AVP_HEADER || avps == MAX_AVPS) {
        return Optional.empty();
      }
      int flags = bytes.getShort() & 0xffff;
      int vendor = bytes.getShort() & 0xffff;
      int type = bytes.getShort() & 0xffff;
      int size = (flags & AVP_LENGTH) - AVP_HEADER;
      if (size < 0 || size > bytes.remaining()) {
        return Optional.empty();
      }
      if (vendor == 0 && (flags & HIDDEN) == 0) {
        values.putIfAbsent(type, bytes.slice(bytes.position(), size));
      }
      bytes.position(bytes.position() + size);
    }
    return Optional.of(values);
  }

  /** Returns a value of two bytes; empty if it is missing or has another length. */
  Optional<Integer> number(int type) {
    ByteBuffer value = values.get(type);
    return value == null || value.remaining() != Short.BYTES
        ? Optional.empty()
        : Optional.of(value.getShort(0) & 0xffff);
  }

  /** Returns a text; empty if it is missing or empty. */
  Optional<String> text(int type) {
    ByteBuffer value = values.get(type);
    return value == null || !value.hasRemaining()
        ? Optional.empty()
        : Optional.of(StandardCharsets.UTF_8.decode(value.duplicate()).toString());
  }

  /** Writes control messages. */
  static final class Writer {
    private final ByteBuffer bytes = ByteBuffer.allocate(MAX_MESSAGE);

    Writer(int tunnel, int sent, int expected) {
      bytes.putShort((short) FLAGS).putShort((short) 0).putShort((short) tunnel);
      bytes.putShort((short) 0).putShort((short) sent).putShort((short) expected);
    }

    Writer add(int type, byte... value) {
      bytes.putShort((short) (MANDATORY | (AVP_HEADER + value.length)));
      bytes.putShort((short) 0).putShort((short) type).put(value);
      return this;
    }

    Writer number(int type, int value) {
      return add(type, (byte) (value >> 8), (byte) value);
    }

    byte[] toBytes() {
      bytes.putShort(2, (short) bytes.position());
      byte[] message = new byte[bytes.position()];
      bytes.duplicate().flip().get(message);
      return message;
    }
  }
}
