package io.portprobe.testing.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of the messages of a peer on their way. */
interface DeliveryMode {
  /**
   * Delivers.
   *
   * @param messages one or more messages that were sent together
   * @param offset how many bytes the peer sent before
   * @return the pieces that arrive
   */
  List<byte[]> deliver(List<byte[]> messages, long offset);

  /** The same once a conversation goes on over a stream. */
  default DeliveryMode onStream() {
    return this;
  }

  /** Each message in one piece. */
  static DeliveryMode whole() {
    return (messages, offset) -> messages;
  }

  /** What was sent together in one piece. */
  static DeliveryMode joined() {
    return (messages, offset) -> {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      messages.forEach(all::writeBytes);
      return all.size() == 0 ? List.of() : List.of(all.toByteArray());
    };
  }

  /** Every byte on its own. */
  static DeliveryMode byteByByte() {
    return (messages, offset) ->
        messages.stream()
            .flatMap(m -> IntStream.range(0, m.length).mapToObj(i -> new byte[] {m[i]}))
            .toList();
  }

  /** Each message twice, as happens to datagrams; single bytes on a stream. */
  static DeliveryMode twice() {
    return new DeliveryMode() {
      @Override
      public List<byte[]> deliver(List<byte[]> messages, long offset) {
        return messages.stream().flatMap(m -> Stream.of(m, m)).toList();
      }

      @Override
      public DeliveryMode onStream() {
        return byteByByte();
      }
    };
  }

  /** In two pieces: what is before a position of the stream, and what is not. */
  static DeliveryMode cutAt(long position) {
    return each(
        (message, offset) -> {
          int at = inside(message, offset, position);
          return at == 0 || at == message.length
              ? Stream.of(message)
              : Stream.of(
                  Arrays.copyOf(message, at), Arrays.copyOfRange(message, at, message.length));
        });
  }

  /** Nothing from a position of the stream on; the message there is shortened. */
  static DeliveryMode upTo(long position) {
    return each(
        (message, offset) -> {
          int at = inside(message, offset, position);
          return at == 0 ? Stream.empty() : Stream.of(Arrays.copyOf(message, at));
        });
  }

  /** One byte of the stream changed. */
  static DeliveryMode changed(long position, byte value) {
    return each(
        (message, offset) -> {
          if (position < offset || position >= offset + message.length) {
            return Stream.of(message);
          }
          byte[] changed = message.clone();
          changed[(int) (position - offset)] = value;
          return Stream.of(changed);
        });
  }

  private static int inside(byte[] message, long offset, long position) {
    return (int) Math.max(0, Math.min(message.length, position - offset));
  }

  /** Where each message has its own offset. */
  private static DeliveryMode each(Fate fate) {
    return (messages, offset) -> {
      Stream.Builder<byte[]> pieces = Stream.builder();
      long at = offset;
      for (byte[] message : messages) {
        fate.of(message, at).forEach(pieces);
        at += message.length;
      }
      return pieces.build().toList();
    };
  }

  /** What becomes of one message. */
  interface Fate {
    Stream<byte[]> of(byte[] message, long offset);
  }
}
