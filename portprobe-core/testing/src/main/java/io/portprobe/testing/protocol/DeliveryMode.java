package io.portprobe.testing.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    return each(
        (message, offset) -> {
          List<byte[]> bytes = new ArrayList<>(message.length);
          for (byte each : message) {
            bytes.add(new byte[] {each});
          }
          return bytes;
        });
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
              ? List.of(message)
              : List.of(
                  Arrays.copyOf(message, at), Arrays.copyOfRange(message, at, message.length));
        });
  }

  /** Drops all data from a position of the stream on. */
  static DeliveryMode truncatedAt(long position) {
    return each(
        (message, offset) -> {
          int at = indexInMessage(message, offset, position);
          return at == 0 ? List.of() : List.of(Arrays.copyOf(message, at));
        });
  }

  /** Changes the byte at a position of the stream. */
  static DeliveryMode changedAt(long position, byte value) {
    return each(
        (message, offset) -> {
          if (position < offset || position >= offset + message.length) {
            return List.of(message);
          }
          byte[] changed = message.clone();
          changed[(int) (position - offset)] = value;
          return List.of(changed);
        });
  }

  private static int indexInMessage(byte[] message, long offset, long position) {
    return (int) Math.max(0, Math.min(message.length, position - offset));
  }

  /** Applies a function to each message and the offset of that message. */
  private static DeliveryMode each(MessageFunction function) {
    return (messages, offset) -> {
      List<byte[]> pieces = new ArrayList<>(messages.size() + 1);
      long at = offset;
      for (byte[] message : messages) {
        pieces.addAll(function.apply(message, at));
        at += message.length;
      }
      return pieces;
    };
  }

  /** A function from one message to the pieces that arrive. */
  interface MessageFunction {
    List<byte[]> apply(byte[] message, long offset);
  }
}
