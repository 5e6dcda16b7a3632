package io.portprobe.faultkit;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A factory of {@link UdpPeer}s on a chosen address and port. Created by {@link
 * UdpPeer#at(InetAddress, int)}. Each method creates a peer and throws {@link
 * java.io.UncheckedIOException} if the port is not available. Immutable.
 */
public final class UdpPeerFactory {
  private static final int MAX_ATTEMPTS = 16;

  private final InetSocketAddress address;

  UdpPeerFactory(InetSocketAddress address) {
    this.address = address;
  }

  static UdpPeerFactory loopback() {
    return new UdpPeerFactory(Loopback.FREE_PORT);
  }

  /**
   * Creates a peer as {@link UdpPeer#refusing()} does.
   *
   * @return a new peer
   */
  public UdpPeer refusing() {
    return PeerResources.createPeer(
        address,
        resources -> {
          DatagramSocket reserved = resources.register(new DatagramSocket(address));
          // Two sockets connected to each other: the kernel rejects datagrams from elsewhere.
          DatagramSocket partner = resources.register(new DatagramSocket(anotherPort()));
          reserved.connect(partner.getLocalSocketAddress());
          partner.connect(reserved.getLocalSocketAddress());
          return peer(reserved, new PeerLog(), resources);
        });
  }

  /**
   * Creates a peer as {@link UdpPeer#silent()} does.
   *
   * @return a new peer
   */
  public UdpPeer silent() {
    return responding(request -> List.of());
  }

  /**
   * Creates a peer as {@link UdpPeer#responding(UdpPeer.Responder)} does.
   *
   * @param responder called for each datagram
   * @return a new peer
   */
  public UdpPeer responding(UdpPeer.Responder responder) {
    return respondingAfter(Duration.ZERO, responder);
  }

  /**
   * Creates a peer as {@link UdpPeer#respondingLate(Duration, UdpPeer.Responder)} does.
   *
   * @param delay the time between request and response, more than zero
   * @param responder called for each datagram, after the delay
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not positive
   */
  public UdpPeer respondingLate(Duration delay, UdpPeer.Responder responder) {
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: > 0)");
    }
    return respondingAfter(delay, responder);
  }

  private UdpPeer respondingAfter(Duration delay, UdpPeer.Responder responder) {
    Objects.requireNonNull(responder, "responder");
    return PeerResources.createPeer(
        address,
        resources -> {
          DatagramSocket socket = resources.register(new DatagramSocket(address));
          return start(socket, socket, delay, responder, resources);
        });
  }

  /**
   * Creates a peer as {@link UdpPeer#respondingFromAnotherPort(UdpPeer.Responder)} does.
   *
   * @param responder called for each datagram
   * @return a new peer
   */
  public UdpPeer respondingFromAnotherPort(UdpPeer.Responder responder) {
    Objects.requireNonNull(responder, "responder");
    return PeerResources.createPeer(
        address,
        resources -> {
          DatagramSocket receiving = resources.register(new DatagramSocket(address));
          DatagramSocket sending = resources.register(new DatagramSocket(anotherPort()));
          return start(receiving, sending, Duration.ZERO, responder, resources);
        });
  }

  /**
   * Creates a peer that responds from the same port of another address, as {@link
   * UdpPeer#respondingFromAnotherAddress(UdpPeer.Responder)} does.
   *
   * @param source another address of this host, of the same family
   * @param responder called for each datagram
   * @return a new peer
   * @throws java.io.UncheckedIOException also if this host does not have the source address
   */
  public UdpPeer respondingFrom(InetAddress source, UdpPeer.Responder responder) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(responder, "responder");
    return PeerResources.createPeer(
        address,
        resources -> {
          for (int attempt = 1; ; attempt++) {
            DatagramSocket receiving = resources.register(new DatagramSocket(address));
            InetSocketAddress samePort = new InetSocketAddress(source, receiving.getLocalPort());
            try {
              DatagramSocket sending = resources.register(new DatagramSocket(samePort));
              return start(receiving, sending, Duration.ZERO, responder, resources);
            } catch (BindException e) { // port in use there, or not an address of this host
              receiving.close();
              resources.remove(receiving);
              if (attempt == MAX_ATTEMPTS || address.getPort() != 0) {
                throw e;
              }
            }
          }
        });
  }

  private InetSocketAddress anotherPort() {
    return new InetSocketAddress(address.getAddress(), 0);
  }

  private static UdpPeer start(
      DatagramSocket receiving,
      DatagramSocket sending,
      Duration delay,
      UdpPeer.Responder responder,
      PeerResources resources)
      throws IOException {
    PeerLog log = new PeerLog();
    new UdpResponder(receiving, sending, delay, responder, log, resources).start();
    return peer(receiving, log, resources);
  }

  private static UdpPeer peer(DatagramSocket socket, PeerLog log, PeerResources resources) {
    return new UdpPeer((InetSocketAddress) socket.getLocalSocketAddress(), log, resources);
  }

  /**
   * Returns the address and port of the peers.
   *
   * @return for example {@code "127.0.0.1:0"}, with port 0 for a free port
   */
  @Override
  public String toString() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
