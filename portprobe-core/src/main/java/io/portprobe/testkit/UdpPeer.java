package io.portprobe.testkit;

import io.portprobe.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A UDP port on loopback that behaves, or misbehaves, as a test wants it: it refuses, says nothing,
 * or answers. The static factories take a free port of 127.0.0.1; {@link #at(InetAddress, int)}
 * chooses another place.
 *
 * <p>Threads are daemons named {@code testkit-udp-*}. Safe for use by several threads at once.
 */
public final class UdpPeer implements AutoCloseable {
  private final InetSocketAddress address;
  private final Ledger ledger;
  private final Belongings belongings;

  UdpPeer(InetSocketAddress address, Ledger ledger, Belongings belongings) {
    this.address = address;
    this.ledger = ledger;
    this.belongings = belongings;
  }

  /** What a peer answers to a datagram. */
  @FunctionalInterface
  public interface Answers {
    /**
     * Called for one datagram at a time. What it throws is kept for {@link UdpPeer#failures()}, and
     * nothing is sent.
     *
     * @param request the payload of the datagram, 0 to 65507 bytes
     * @return a datagram each, sent in this order; an empty list for no answer
     */
    List<byte[]> to(byte[] request);
  }

  /**
   * Chooses where a peer is.
   *
   * @param address an address of this machine
   * @param port 0 to 65535; 0 for a free one
   * @return where the peer's factories are found again
   * @throws IllegalArgumentException if the port is out of range
   */
  public static UdpPlace at(InetAddress address, int port) {
    return new UdpPlace(new InetSocketAddress(address, port));
  }

  /**
   * A port that is taken, so that nobody else gets it, and answers with ICMP port unreachable. A
   * kernel may limit how many of those it sends (Linux: about 1000 a second, 50 at once).
   *
   * @return a new peer
   */
  public static UdpPeer refusing() {
    return UdpPlace.loopback().refusing();
  }

  /**
   * A port that takes everything and answers nothing.
   *
   * @return a new peer
   */
  public static UdpPeer silent() {
    return UdpPlace.loopback().silent();
  }

  /**
   * A port that answers.
   *
   * @param answers asked for each datagram
   * @return a new peer
   */
  public static UdpPeer answering(Answers answers) {
    return UdpPlace.loopback().answering(answers);
  }

  /**
   * A port whose answers come from another port of the same address, as those of a badly bound
   * server or of a forger do.
   *
   * @param answers asked for each datagram
   * @return a new peer
   */
  public static UdpPeer answeringFromAnotherPort(Answers answers) {
    return UdpPlace.loopback().answeringFromAnotherPort(answers);
  }

  /**
   * The address as a literal.
   *
   * @return for example {@code "127.0.0.1"}
   */
  public String host() {
    return address.getAddress().getHostAddress();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  public int port() {
    return address.getPort();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * What a probe asks about.
   *
   * @return the endpoint, with the address as its host
   */
  public Endpoint endpoint() {
    return Endpoint.udp(host(), port());
  }

  /**
   * How many datagrams came so far.
   *
   * @return 0 or more; always 0 for {@link #refusing()}
   */
  public int requests() {
    return ledger.begun();
  }

  /**
   * What came so far.
   *
   * @return the payload of each datagram, oldest first; copies
   */
  public List<byte[]> received() {
    return ledger.received();
  }

  /**
   * Waits until datagrams came.
   *
   * @param count how many, in all
   * @param timeout how long to wait at most
   * @return false if there were fewer when the time was up
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitRequests(int count, Duration timeout) throws InterruptedException {
    return ledger.awaitBegun(count, timeout);
  }

  /**
   * What {@link Answers} and sending threw; not what they throw because of {@link #close()}.
   *
   * @return the failures so far, oldest first
   */
  public List<Throwable> failures() {
    return ledger.failures();
  }

  /**
   * Closes the port, and waits for the thread of the peer. May be called again.
   *
   * @throws IllegalStateException if {@link Answers} do not return within ten seconds though their
   *     thread is interrupted
   */
  @Override
  public void close() {
    belongings.close();
  }

  /**
   * One line.
   *
   * @return the endpoint
   */
  @Override
  public String toString() {
    return endpoint().toString();
  }
}
