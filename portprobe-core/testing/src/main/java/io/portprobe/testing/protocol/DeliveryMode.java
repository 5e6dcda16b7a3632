package io.portprobe.testing.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A simulation of what a network does with the messages of a server. */
interface DeliveryMode {
  /**
   * Delivers messages.
   *
   * @param messages messages that the server sent together
   * @param offset the number of bytes that the server sent before
   * @return the pieces of the stream, or the datagrams, that arrive
   */
  List<byte[]> deliver(List<byte[]> messages, long offset);

  /** Returns the mode that applies after a conversation has continued over TCP. */
  default DeliveryMode overTcp() {
    return this;
  }

  /** Delivers each message in one piece. */
  static DeliveryMode unchanged() {
    return (messages, offset) -> messages;
  }

  /** Delivers messages that were sent together in one piece. */
  static DeliveryMode joined() {
    return (messages, offset) -> {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      messages.forEach(all::writeBytes);
      return all.size() == 0 ? List.of() : List.of(all.toByteArray());
    };
  }

  /** Delivers each byte separately. */
  static DeliveryMode byteByByte() {
    return (messages, offset) ->
        messages.stream()
            .flatMap(m -> IntStream.range(0, m.length).mapToObj(i -> new byte[] {m[i]}))
            .toList();
  }

  /** Delivers datagrams that were sent together in reverse order. */
  static DeliveryMode reversed() {
    return (messages, offset) -> {
      List<byte[]> reversed = new ArrayList<>(messages);
      Collections.reverse(reversed);
      return reversed;
    };
  }

  /** Delivers each datagram twice. Over TCP it delivers each byte separately. */
  static DeliveryMode twice() {
    return new DeliveryMode() {
      @Override
      public List<byte[]> deliver(List<byte[]> messages, long offset) {
        return messages.stream().flatMap(m -> Stream.of(m, m)).toList();
      }

      @Override
      public DeliveryMode overTcp() {
        return byteByByte();
      }
    };
  }

  /** Splits the message at a position of the stream. */
  static DeliveryMode splitAt(long position) {
    return each(
        (message, offset) -> {
          int at = indexInMessage(message, offset, position);
          return at == 0 || at == message.length
              ? Stream.of(message)
              : Stream.of(
                  Arrays.copyOf(message, at), Arrays.copyOfRange(message, at, message.length));
        });
  }

  /** Drops all data from a position of the stream on. */
  static DeliveryMode truncatedAt(long position) {
    return each(
        (message, offset) -> {
          int at = indexInMessage(message, offset, position);
          return at == 0 ? Stream.empty() : Stream.of(Arrays.copyOf(message, at));
        });
  }

  /** Changes the byte at a position of the stream. */
  static DeliveryMode changedAt(long position, byte value) {
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

  private static int indexInMessage(byte[] message, long offset, long position) {
    return (int) Math.max(0, Math.min(message.length, position - offset));
  }

  /** Applies a function to each message and the offset of that message. */
  private static DeliveryMode each(MessageFunction function) {
    return (messages, offset) -> {
      Stream.Builder<byte[]> pieces = Stream.builder();
      long at = offset;
      for (byte[] message : messages) {
        function.apply(message, at).forEach(pieces);
        at += message.length;
      }
      return pieces.build().toList();
    };
  }

  /** A function from one message to the pieces that arrive. */
  interface MessageFunction {
    Stream<byte[]> apply(byte[] message, long offset);
  }
}
