package io.portprobe.testing.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;

/** The other side of a {@link DialogueHarness}. */
interface SimulatedPeer {
  /** Hears one request. */
  void hear(ByteBuffer sent);

  /** From now on it is heard and speaks over a stream. */
  default void connect() {}

  /** Says the next piece of the stream, or the next datagram; empty if there is none now. */
  Optional<byte[]> say();

  /** A peer that says what it says whatever it hears. */
  static SimulatedPeer saying(Supplier<Optional<byte[]>> pieces) {
    return new SimulatedPeer() {
      @Override
      public void hear(ByteBuffer sent) {}

      @Override
      public Optional<byte[]> say() {
        return pieces.get();
      }
    };
  }

  /** A peer that says these and no more, whatever it hears. */
  static SimulatedPeer saying(List<byte[]> pieces) {
    Iterator<byte[]> rest = pieces.iterator();
    return saying(() -> rest.hasNext() ? Optional.of(rest.next()) : Optional.empty());
  }

  /** First as one peer does, then, when that has no more to say, as another. */
  static SimulatedPeer first(SimulatedPeer one, SimulatedPeer then) {
    return new SimulatedPeer() {
      @Override
      public void hear(ByteBuffer sent) {
        one.hear(sent);
        then.hear(sent);
      }

      @Override
      public void connect() {
        one.connect();
        then.connect();
      }

      @Override
      public Optional<byte[]> say() {
        return one.say().or(then::say);
      }
    };
  }

  /** Answers as the real server does, but for what happens to its answers on the way. */
  final class Answering implements SimulatedPeer {
    private final Function<ByteBuffer, List<ByteBuffer>> answerOnStream;
    private Function<ByteBuffer, List<ByteBuffer>> answer;
    private DeliveryMode delivery;
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final List<List<byte[]>> answers = new ArrayList<>();
    private long offset;

    Answering(
        List<ByteBuffer> greeting,
        Function<ByteBuffer, List<ByteBuffer>> answer,
        Function<ByteBuffer, List<ByteBuffer>> answerOnStream,
        DeliveryMode delivery) {
      this.answer = answer;
      this.answerOnStream = answerOnStream;
      this.delivery = delivery;
      offer(greeting);
    }

    @Override
    public void hear(ByteBuffer sent) {
      offer(answer.apply(sent.duplicate()));
    }

    @Override
    public void connect() {
      pieces.clear(); // datagrams still under way find no socket
      answer = answerOnStream;
      delivery = delivery.onStream();
    }

    private void offer(List<ByteBuffer> messages) {
      List<byte[]> copies = messages.stream().map(Answering::copy).toList();
      answers.add(copies);
      pieces.addAll(delivery.deliver(copies, offset));
      offset += copies.stream().mapToLong(message -> message.length).sum();
    }

    private static byte[] copy(ByteBuffer message) {
      byte[] copy = new byte[message.remaining()];
      message.duplicate().get(copy);
      return copy;
    }

    @Override
    public Optional<byte[]> say() {
      return Optional.ofNullable(pieces.poll());
    }

    /** How many bytes it had to say, whatever became of them. */
    long offered() {
      return offset;
    }

    /** The greeting, then the answer to each request. */
    List<List<byte[]>> answers() {
      return answers;
    }
  }
}
