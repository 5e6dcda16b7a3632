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
 * Where a {@link UdpPeer} is: an address of this machine and a port. Made by {@link
 * UdpPeer#at(InetAddress, int)}. Every method makes a new peer, and throws {@link
 * java.io.UncheckedIOException} if the port is not to be had.
 */
public final class UdpPeerFactory {
  private static final int MOST_TRIES = 16;

  private final InetSocketAddress where;

  UdpPeerFactory(InetSocketAddress where) {
    this.where = where;
  }

  static UdpPeerFactory loopback() {
    return new UdpPeerFactory(Loopback.FREE_PORT);
  }

  /**
   * Refuses, as {@link UdpPeer#refusing()} does.
   *
   * @return a new peer
   */
  public UdpPeer refusing() {
    return PeerResources.furnish(
        where,
        belongings -> {
          DatagramSocket reserved = belongings.keep(new DatagramSocket(where));
          // Connected to each other they take nothing from anyone else, and the kernel says so.
          DatagramSocket only = belongings.keep(new DatagramSocket(anotherPort()));
          reserved.connect(only.getLocalSocketAddress());
          only.connect(reserved.getLocalSocketAddress());
          return peer(reserved, new PeerLog(), belongings);
        });
  }

  /**
   * Says nothing, as {@link UdpPeer#silent()} does.
   *
   * @return a new peer
   */
  public UdpPeer silent() {
    return responding(request -> List.of());
  }

  /**
   * Answers, as {@link UdpPeer#responding(UdpPeer.Responder)} does.
   *
   * @param answers asked for each datagram
   * @return a new peer
   */
  public UdpPeer responding(UdpPeer.Responder answers) {
    Objects.requireNonNull(answers, "answers");
    return PeerResources.furnish(
        where,
        belongings -> {
          DatagramSocket socket = belongings.keep(new DatagramSocket(where));
          return answer(socket, socket, Duration.ZERO, answers, belongings);
        });
  }

  /**
   * Answers late, as {@link UdpPeer#respondingLate(Duration, UdpPeer.Responder)} does.
   *
   * @param delay more than zero
   * @param answers asked for each datagram, when its time has come
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not more than zero
   */
  public UdpPeer respondingLate(Duration delay, UdpPeer.Responder answers) {
    Objects.requireNonNull(answers, "answers");
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " (expected: > 0)");
    }
    return PeerResources.furnish(
        where,
        belongings -> {
          DatagramSocket socket = belongings.keep(new DatagramSocket(where));
          return answer(socket, socket, delay, answers, belongings);
        });
  }

  /**
   * Answers from elsewhere, as {@link UdpPeer#respondingFromAnotherPort(UdpPeer.Responder)} does.
   *
   * @param answers asked for each datagram
   * @return a new peer
   */
  public UdpPeer respondingFromAnotherPort(UdpPeer.Responder answers) {
    Objects.requireNonNull(answers, "answers");
    return PeerResources.furnish(
        where,
        belongings -> {
          DatagramSocket ear = belongings.keep(new DatagramSocket(where));
          DatagramSocket mouth = belongings.keep(new DatagramSocket(anotherPort()));
          return answer(ear, mouth, Duration.ZERO, answers, belongings);
        });
  }

  /**
   * Answers from the same port of another address, as {@link
   * UdpPeer#respondingFromAnotherAddress(UdpPeer.Responder)} does.
   *
   * @param source another address of this machine, of the same family
   * @param answers asked for each datagram
   * @return a new peer
   */
  public UdpPeer respondingFrom(InetAddress source, UdpPeer.Responder answers) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(answers, "answers");
    return PeerResources.furnish(
        where,
        belongings -> {
          for (int tries = 1; ; tries++) {
            DatagramSocket ear = belongings.keep(new DatagramSocket(where));
            try {
              DatagramSocket mouth =
                  belongings.keep(
                      new DatagramSocket(new InetSocketAddress(source, ear.getLocalPort())));
              return answer(ear, mouth, Duration.ZERO, answers, belongings);
            } catch (BindException e) { // taken by chance, or an address of somebody else
              ear.close();
              belongings.forget(ear);
              if (tries == MOST_TRIES || where.getPort() != 0) {
                throw e;
              }
            }
          }
        });
  }

  private InetSocketAddress anotherPort() {
    return new InetSocketAddress(where.getAddress(), 0);
  }

  private static UdpPeer answer(
      DatagramSocket ear,
      DatagramSocket mouth,
      Duration delay,
      UdpPeer.Responder answers,
      PeerResources belongings)
      throws IOException {
    PeerLog ledger = new PeerLog();
    new UdpResponder(ear, mouth, delay, answers, ledger, belongings).start();
    return peer(ear, ledger, belongings);
  }

  private static UdpPeer peer(DatagramSocket socket, PeerLog ledger, PeerResources belongings) {
    return new UdpPeer((InetSocketAddress) socket.getLocalSocketAddress(), ledger, belongings);
  }
}
