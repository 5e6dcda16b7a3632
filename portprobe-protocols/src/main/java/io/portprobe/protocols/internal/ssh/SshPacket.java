package io.portprobe.protocols.internal.ssh;

import io.portprobe.text.SafeText;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A binary packet before encryption (RFC 4253 section 6).
 *
 * @param type the message number
 * @param body the message after its number
 */
record SshPacket(int type, ByteBuffer body) {
  static final int DISCONNECT = 1;
  static final int IGNORE = 2;
  static final int DEBUG = 4;
  static final int KEXINIT = 20;

  private static final int COOKIE = 16;
  private static final int HEADER = 5;
  private static final int BLOCK = 8;
  private static final int MIN_PADDING = 4;
  private static final int BY_APPLICATION = 11;
  private static final int MAX_NAMES = 1000;
  private static final int MAX_NAME = 256;

  /** Returns the packet of a frame; empty if its padding is invalid. */
  static Optional<SshPacket> read(ByteBuffer frame) {
    ByteBuffer in = frame.slice();
    int padding = in.get(HEADER - 1) & 0xff;
    int payload = in.remaining() - HEADER - padding;
    if (in.remaining() % BLOCK != 0 || padding < MIN_PADDING || payload < 1) {
      return Optional.empty();
    }
    return Optional.of(new SshPacket(in.get(HEADER) & 0xff, in.slice(HEADER + 1, payload - 1)));
  }

  /** Returns the algorithms of SSH_MSG_KEXINIT; empty if the message is malformed. */
  Optional<DefaultSshAlgorithms> algorithms() {
    try {
      ByteBuffer in = body.slice();
      in.position(COOKIE);
      List<List<String>> lists = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Optional<List<String>> names = names(string(in));
        if (names.isEmpty()) {
          return Optional.empty();
        }
        lists.add(names.get());
      }
      return Optional.of(
          new DefaultSshAlgorithms(
              lists.get(0),
              lists.get(1),
              lists.get(2),
              lists.get(3),
              lists.get(4),
              lists.get(5),
              lists.get(6),
              lists.get(7)));
    } catch (BufferUnderflowException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Returns the reason of SSH_MSG_DISCONNECT (section 11.1): its code and its text. */
  Optional<String> disconnectReason() {
    try {
      ByteBuffer in = body.slice();
      long code = in.getInt() & 0xffffffffL;
      return Optional.of(code + " " + new String(string(in), StandardCharsets.UTF_8));
    } catch (BufferUnderflowException malformed) {
      return Optional.empty();
    }
  }

  private static byte[] string(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  /** Returns the names of a name-list (RFC 4251 section 5): printable ASCII, without a comma. */
  private static Optional<List<String>> names(byte[] list) {
    List<String> names = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= list.length && list.length > 0; i++) {
      if (i == list.length || list[i] == ',') {
        if (i == from || i - from > MAX_NAME || names.size() == MAX_NAMES) {
          return Optional.empty();
        }
        names.add(new String(list, from, i - from, StandardCharsets.US_ASCII));
        from = i + 1;
      } else if (list[i] == ' ' || !SafeText.isPrintableAscii(list[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  /** Returns SSH_MSG_DISCONNECT for the end of the dialogue. */
  static byte[] disconnect(RandomGenerator random) {
    byte[] text = "portprobe".getBytes(StandardCharsets.US_ASCII);
    int payload = 1 + 4 + 4 + text.length + 4;
    int padding = BLOCK - (HEADER + payload) % BLOCK;
    padding += padding < MIN_PADDING ? BLOCK : 0;
    byte[] filler = new byte[padding];
    random.nextBytes(filler);
    return ByteBuffer.allocate(HEADER + payload + padding)
        .putInt(1 + payload + padding)
        .put((byte) padding)
        .put((byte) DISCONNECT)
        .putInt(BY_APPLICATION)
        .putInt(text.length)
        .put(text)
        .putInt(0) // no language tag
        .put(filler)
        .array();
  }
}
