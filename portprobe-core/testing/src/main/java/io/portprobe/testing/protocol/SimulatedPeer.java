package io.portprobe.testing.protocol;

import io.portprobe.spi.TlsFailure;
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

  /** Takes part in a TLS handshake. Returns why it fails; empty (the default) if it succeeds. */
  default Optional<TlsFailure> handshake() {
    return Optional.empty();
  }

  /** Continues inside TLS on a connection that began in plain text. */
  default void upgraded() {}

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
      public void upgraded() {
        first.upgraded();
        second.upgraded();
      }

      @Override
      public Optional<byte[]> next() {
        return first.next().or(second::next);
      }
    };
  }

  /** Returns another peer whose TLS handshakes fail. */
  static SimulatedPeer rejectingTls(SimulatedPeer peer, TlsFailure failure) {
    return new SimulatedPeer() {
      @Override
      public void receive(ByteBuffer request) {
        peer.receive(request);
      }

      @Override
      public void connect() {
        peer.connect();
      }

      @Override
      public void reconnect() {
        peer.reconnect();
      }

      @Override
      public Optional<TlsFailure> handshake() {
        return Optional.of(failure);
      }

      @Override
      public Optional<byte[]> next() {
        return peer.next();
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
    private final List<byte[]> messages = new ArrayList<>();
    private Function<ByteBuffer, List<ByteBuffer>> responder;
    private DeliveryMode delivery;
    private final Greetings greetings;
    private long offset;

    Server(
        Greetings greetings,
        Function<ByteBuffer, List<ByteBuffer>> responder,
        Function<ByteBuffer, List<ByteBuffer>> tcpResponder,
        DeliveryMode delivery) {
      this.greetings = greetings;
      this.responder = responder;
      this.tcpResponder = tcpResponder;
      this.delivery = delivery;
      responses.add(send(greetings.plain()));
    }

    @Override
    public void receive(ByteBuffer request) {
      responses.add(send(responder.apply(request.duplicate())));
    }

    @Override
    public void reconnect() {
      pieces.clear();
      responses.add(send(greetings.plain()));
    }

    @Override
    public void upgraded() {
      send(greetings.afterTls());
    }

    @Override
    public void connect() {
      pieces.clear(); // datagrams in flight: their socket is closed
      responder = tcpResponder;
      delivery = delivery.overTcp();
    }

    private List<byte[]> send(List<ByteBuffer> sent) {
      List<byte[]> copies = new ArrayList<>(sent.size());
      long size = 0;
      for (ByteBuffer message : sent) {
        byte[] copy = copy(message);
        copies.add(copy);
        size += copy.length;
      }
      messages.addAll(copies);
      pieces.addAll(delivery.deliver(copies, offset));
      offset += size;
      return copies;
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

    /** Returns all messages in the order in which they were sent. */
    List<byte[]> messages() {
      return messages;
    }
  }

  /**
   * What a server sends before the first request.
   *
   * @param plain on each new connection
   * @param afterTls on a connection that continues inside TLS
   */
  record Greetings(List<ByteBuffer> plain, List<ByteBuffer> afterTls) {
    static final Greetings NONE = new Greetings(List.of(), List.of());
  }
}
