package io.portprobe.faultkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A UDP port on loopback that behaves, or misbehaves, as a test wants it: it refuses, says nothing,
 * or answers. The static factories take a free port of 127.0.0.1; {@link #at(InetAddress, int)}
 * chooses another place. {@link Responder} tells what can be wrong with an answer.
 *
 * <p>It needs nothing else of this library: whatever sends datagrams can be tested with it.
 * Waiting, where there is any, is the peer's, on threads of its own: daemons named {@code
 * faultkit-udp-*}. Safe for use by several threads at once.
 */
public final class UdpPeer implements Peer {
  private final InetSocketAddress address;
  private final PeerLog ledger;
  private final PeerResources belongings;

  UdpPeer(InetSocketAddress address, PeerLog ledger, PeerResources belongings) {
    this.address = address;
    this.ledger = ledger;
    this.belongings = belongings;
  }

  /**
   * What a peer answers to a datagram. What happens to a good answer on its way is said behind it:
   *
   * <pre>{@code
   * UdpPeer.answering(answers.twice())
   * UdpPeer.answering(answers.truncatedTo(11).afterLosing(2))
   * }</pre>
   */
  @FunctionalInterface
  public interface Responder {
    /**
     * Called for one datagram at a time. What it throws is kept for {@link UdpPeer#failures()}, and
     * nothing is sent.
     *
     * @param request the payload of the datagram, 0 to 65507 bytes
     * @return a datagram each, sent in this order; an empty list for no answer
     */
    List<byte[]> respond(byte[] request);

    /**
     * The same answers, each datagram twice in a row.
     *
     * @return new answers
     */
    default Responder twice() {
      return request -> respond(request).stream().flatMap(a -> Stream.of(a, a.clone())).toList();
    }

    /**
     * The same answers, cut short.
     *
     * @param length how many bytes are left of each datagram at most, 0 or more
     * @return new answers
     * @throws IllegalArgumentException if the length is negative
     */
    default Responder truncatedTo(int length) {
      if (length < 0) {
        throw new IllegalArgumentException("length: " + length + " (expected: >= 0)");
      }
      return request ->
          respond(request).stream().map(a -> Arrays.copyOf(a, Math.min(length, a.length))).toList();
    }

    /**
     * The same answers, but with another transaction id than was asked with: every bit of it is
     * turned. DNS and NetBIOS have theirs in the first two bytes, SNMP and LDAP somewhere behind.
     *
     * @param offset where the id begins, 0 or more; what is behind the end of an answer is ignored
     * @param length how many bytes it has, 1 or more
     * @return new answers
     * @throws IllegalArgumentException if one is out of range
     */
    default Responder withWrongId(int offset, int length) {
      if (offset < 0 || length < 1) {
        throw new IllegalArgumentException(
            "id: %d bytes at %d (expected: >= 1 at >= 0)".formatted(length, offset));
      }
      return request ->
          respond(request).stream()
              .map(
                  answer -> {
                    byte[] turned = answer.clone();
                    for (int i = offset; i < Math.min(offset + length, turned.length); i++) {
                      turned[i] = (byte) ~turned[i];
                    }
                    return turned;
                  })
              .toList();
    }

    /**
     * The same answers, but none to the first datagrams, as if they had been lost.
     *
     * @param requests how many are lost, 0 or more
     * @return new answers, that count from now on
     * @throws IllegalArgumentException if it is negative
     */
    default Responder afterLosing(int requests) {
      if (requests < 0) {
        throw new IllegalArgumentException("requests: " + requests + " (expected: >= 0)");
      }
      AtomicInteger lost = new AtomicInteger();
      return request -> lost.getAndIncrement() < requests ? List.of() : respond(request);
    }

    /**
     * Random bytes for answers: one datagram of 1 to 1024 bytes to each.
     *
     * @param seed the same seed and the same request give the same bytes
     * @return new answers
     */
    static Responder garbage(long seed) {
      return request -> {
        Random random = new Random(seed + Arrays.hashCode(request));
        byte[] garbage = new byte[random.nextInt(1, 1025)];
        random.nextBytes(garbage);
        return List.of(garbage);
      };
    }
  }

  /**
   * Chooses where a peer is.
   *
   * @param address an address of this machine
   * @param port 0 to 65535; 0 for a free one
   * @return where the peer's factories are found again
   * @throws IllegalArgumentException if the port is out of range
   */
  public static UdpPeerFactory at(InetAddress address, int port) {
    return new UdpPeerFactory(new InetSocketAddress(address, port));
  }

  /**
   * A port that is taken, so that nobody else gets it, and answers with ICMP port unreachable. A
   * kernel may limit how many of those it sends (Linux: about 1000 a second, 50 at once).
   *
   * @return a new peer
   */
  public static UdpPeer refusing() {
    return UdpPeerFactory.loopback().refusing();
  }

  /**
   * A port that takes everything and answers nothing.
   *
   * @return a new peer
   */
  public static UdpPeer silent() {
    return UdpPeerFactory.loopback().silent();
  }

  /**
   * A port that answers.
   *
   * @param answers asked for each datagram
   * @return a new peer
   */
  public static UdpPeer responding(Responder answers) {
    return UdpPeerFactory.loopback().responding(answers);
  }

  /**
   * A port whose answers come from another port of the same address, as those of a badly bound
   * server or of a forger do.
   *
   * @param answers asked for each datagram
   * @return a new peer
   */
  public static UdpPeer respondingFromAnotherPort(Responder answers) {
    return UdpPeerFactory.loopback().respondingFromAnotherPort(answers);
  }

  /**
   * A port whose answers come from the same port of another address, {@link Loopback#otherIpv4()},
   * as those of a host with several addresses may.
   *
   * @param answers asked for each datagram
   * @return a new peer
   * @throws java.io.UncheckedIOException if this machine does not have the other address
   */
  public static UdpPeer respondingFromAnotherAddress(Responder answers) {
    return UdpPeerFactory.loopback().respondingFrom(Loopback.otherIpv4(), answers);
  }

  /**
   * A port whose answers are late: each leaves the given time after its question came, whatever
   * else came meanwhile.
   *
   * @param delay more than zero
   * @param answers asked for each datagram, when its time has come
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not more than zero
   */
  public static UdpPeer respondingLate(Duration delay, Responder answers) {
    return UdpPeerFactory.loopback().respondingLate(delay, answers);
  }

  /**
   * The address as a literal.
   *
   * @return for example {@code "127.0.0.1"}
   */
  @Override
  public String host() {
    return address.getAddress().getHostAddress();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  @Override
  public int port() {
    return address.getPort();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  @Override
  public InetSocketAddress address() {
    return address;
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
   * What {@link Responder} and sending threw; not what they throw because of {@link #close()}.
   *
   * @return the failures so far, oldest first
   */
  @Override
  public List<Throwable> failures() {
    return ledger.failures();
  }

  /**
   * Closes the port, and waits for the thread of the peer. May be called again.
   *
   * @throws IllegalStateException if {@link Responder} do not return within ten seconds though
   *     their thread is interrupted
   */
  @Override
  public void close() {
    belongings.close();
  }

  /**
   * Returns transport, address and port.
   *
   * @return for example {@code "udp://127.0.0.1:49152"}
   */
  @Override
  public String toString() {
    return Loopback.url("udp", address);
  }
}
