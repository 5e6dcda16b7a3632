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

/** The server in a conversation of a {@link DialogueHarness}. */
interface SimulatedPeer {
  /** Receives one request. */
  void receive(ByteBuffer request);

  /** Continues over a TCP connection, after UDP. */
  default void connect() {}

  /** Continues on a new TCP connection. */
  default void reconnect() {}

  /** Returns the next piece of the stream or the next datagram; empty if there is none now. */
  Optional<byte[]> next();

  /** Returns a peer that ignores requests and sends pieces from a supplier. */
  static SimulatedPeer sending(Supplier<Optional<byte[]>> pieces) {
    return new SimulatedPeer() {
      @Override
      public void receive(ByteBuffer request) {}

      @Override
      public Optional<byte[]> next() {
        return pieces.get();
      }
    };
  }

  /** Returns a peer that ignores requests and sends these pieces. */
  static SimulatedPeer sending(List<byte[]> pieces) {
    Iterator<byte[]> remaining = pieces.iterator();
    return sending(() -> remaining.hasNext() ? Optional.of(remaining.next()) : Optional.empty());
  }

  /** Returns a peer that sends what one peer sends, and what another sends when the first ends. */
  static SimulatedPeer sequence(SimulatedPeer first, SimulatedPeer second) {
    return new SimulatedPeer() {
      @Override
      public void receive(ByteBuffer request) {
        first.receive(request);
        second.receive(request);
      }

      @Override
      public void connect() {
        first.connect();
        second.connect();
      }

      @Override
      public void reconnect() {
        first.reconnect();
        second.reconnect();
      }

      @Override
      public Optional<byte[]> next() {
        return first.next().or(second::next);
      }
    };
  }

  /** Returns a peer that sends a datagram before each of another peer, until it is connected. */
  static SimulatedPeer interrupted(SimulatedPeer peer, byte[] datagram) {
    return new SimulatedPeer() {
      private Optional<byte[]> held = Optional.empty();
      private boolean connected;

      @Override
      public void receive(ByteBuffer request) {
        peer.receive(request);
      }

      @Override
      public void connect() {
        connected = true;
        held = Optional.empty();
        peer.connect();
      }

      @Override
      public void reconnect() {
        peer.reconnect();
      }

      @Override
      public Optional<byte[]> next() {
        if (held.isPresent()) {
          Optional<byte[]> next = held;
          held = Optional.empty();
          return next;
        }
        Optional<byte[]> next = peer.next();
        if (connected || next.isEmpty()) {
          return next;
        }
        held = next;
        return Optional.of(datagram);
      }
    };
  }

  /** A server that responds to each request through a network that delivers in a given mode. */
  final class Server implements SimulatedPeer {
    private final Function<ByteBuffer, List<ByteBuffer>> tcpResponder;
    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final List<List<byte[]>> responses = new ArrayList<>();
    private Function<ByteBuffer, List<ByteBuffer>> responder;
    private DeliveryMode delivery;
    private final List<ByteBuffer> greeting;
    private long offset;

    Server(
        List<ByteBuffer> greeting,
        Function<ByteBuffer, List<ByteBuffer>> responder,
        Function<ByteBuffer, List<ByteBuffer>> tcpResponder,
        DeliveryMode delivery) {
      this.greeting = greeting;
      this.responder = responder;
      this.tcpResponder = tcpResponder;
      this.delivery = delivery;
      send(greeting);
    }

    @Override
    public void receive(ByteBuffer request) {
      send(responder.apply(request.duplicate()));
    }

    @Override
    public void reconnect() {
      pieces.clear();
      send(greeting);
    }

    @Override
    public void connect() {
      pieces.clear(); // datagrams in flight: their socket is closed
      responder = tcpResponder;
      delivery = delivery.overTcp();
    }

    private void send(List<ByteBuffer> messages) {
      List<byte[]> copies = messages.stream().map(Server::copy).toList();
      responses.add(copies);
      pieces.addAll(delivery.deliver(copies, offset));
      offset += copies.stream().mapToLong(message -> message.length).sum();
    }

    private static byte[] copy(ByteBuffer message) {
      byte[] copy = new byte[message.remaining()];
      message.duplicate().get(copy);
      return copy;
    }

    @Override
    public Optional<byte[]> next() {
      return Optional.ofNullable(pieces.poll());
    }

    /** Returns the messages of the greeting, then those of each response. */
    List<List<byte[]>> responses() {
      return responses;
    }
  }
}
