package io.portprobe.faultkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A UDP server on loopback with a chosen behaviour: it is unreachable, never responds, or responds
 * as its {@link Responder} decides. The static factories use a free port of 127.0.0.1. {@link
 * #at(InetAddress, int)} selects another address or port.
 *
 * <p>Each factory method throws {@link java.io.UncheckedIOException} if the port is not available.
 * A peer runs on separate daemon threads named {@code faultkit-udp-*}. Thread-safe.
 */
public final class UdpPeer extends SocketPeer {
  UdpPeer(InetSocketAddress address, PeerLog log, PeerResources resources) {
    super("udp", address, log, resources);
  }

  /**
   * A function from a request to its responses. Its default methods add faults to the responses:
   *
   * <pre>{@code
   * UdpPeer.responding(responder.twice())
   * UdpPeer.responding(responder.truncatedTo(11).afterLosing(2))
   * }</pre>
   */
  @FunctionalInterface
  @CheckReturnValue
  public interface Responder {
    /**
     * Returns the responses to one request. A peer makes one call at a time. If this method throws,
     * the peer adds the exception to {@link UdpPeer#failures()} and sends nothing.
     *
     * @param request the payload of a datagram, 0 to 65507 bytes
     * @return the payloads of the datagrams to send, in this order; empty for no response
     */
    List<byte[]> respond(byte[] request);

    /**
     * Returns a responder that sends each datagram twice in a row.
     *
     * @return a new responder
     */
    default Responder twice() {
      return request -> respond(request).stream().flatMap(r -> Stream.of(r, r.clone())).toList();
    }

    /**
     * Returns a responder that truncates its datagrams.
     *
     * @param length the maximum length of a datagram in bytes, 0 or more
     * @return a new responder
     * @throws IllegalArgumentException if the length is negative
     */
    default Responder truncatedTo(int length) {
      if (length < 0) {
        throw new IllegalArgumentException("length: " + length + " (expected: >= 0)");
      }
      return request ->
          respond(request).stream().map(r -> Arrays.copyOf(r, Math.min(length, r.length))).toList();
    }

    /**
     * Returns a responder whose datagrams have a wrong transaction ID: all bits of the ID are
     * inverted. The ID of DNS and NetBIOS is in the first two bytes, that of SNMP and LDAP further
     * back.
     *
     * @param offset the offset of the ID in bytes, 0 or more; positions after the end of a datagram
     *     are ignored
     * @param length the length of the ID in bytes, 1 or more
     * @return a new responder
     * @throws IllegalArgumentException if a value is out of range
     */
    default Responder withWrongId(int offset, int length) {
      if (offset < 0 || length < 1) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "id: %d bytes at %d (expected: >= 1 at >= 0)", length, offset));
      }
      return request ->
          respond(request).stream()
              .map(
                  response -> {
                    byte[] inverted = response.clone();
                    for (int i = offset; i < Math.min(offset + length, inverted.length); i++) {
                      inverted[i] = (byte) ~inverted[i];
                    }
                    return inverted;
                  })
              .toList();
    }

    /**
     * Returns a responder that does not respond to the first requests, as if they had been lost.
     *
     * @param requests the number of lost requests, 0 or more
     * @return a new responder, which counts requests from its creation on
     * @throws IllegalArgumentException if the number is negative
     */
    default Responder afterLosing(int requests) {
      if (requests < 0) {
        throw new IllegalArgumentException("requests: " + requests + " (expected: >= 0)");
      }
      AtomicInteger lost = new AtomicInteger();
      return request -> lost.getAndIncrement() < requests ? List.of() : respond(request);
    }

    /**
     * Returns a responder that replies to each request with one datagram of 1 to 1024 random bytes.
     *
     * @param seed the seed; equal seeds and equal requests give equal bytes
     * @return a new responder
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
   * Selects the address and port of a peer.
   *
   * @param address an address of this host
   * @param port 0 to 65535; 0 selects a free port
   * @return a factory of peers
   * @throws IllegalArgumentException if the port is out of range
   */
  public static UdpPeerFactory at(InetAddress address, int port) {
    return new UdpPeerFactory(new InetSocketAddress(address, port));
  }

  /**
   * Creates a peer whose port is reserved and unreachable: the kernel sends ICMP port unreachable.
   * Kernels may limit the rate of these errors (Linux: about 1000 a second, bursts of 50).
   *
   * @return a new peer
   */
  public static UdpPeer refusing() {
    return UdpPeerFactory.loopback().refusing();
  }

  /**
   * Creates a peer that receives datagrams and never responds.
   *
   * @return a new peer
   */
  public static UdpPeer silent() {
    return UdpPeerFactory.loopback().silent();
  }

  /**
   * Creates a peer that responds.
   *
   * @param responder called for each datagram
   * @return a new peer
   */
  public static UdpPeer responding(Responder responder) {
    return UdpPeerFactory.loopback().responding(responder);
  }

  /**
   * Creates a peer that responds from another port of the same address, like a forger or a server
   * with a wrongly bound socket.
   *
   * @param responder called for each datagram
   * @return a new peer
   */
  public static UdpPeer respondingFromAnotherPort(Responder responder) {
    return UdpPeerFactory.loopback().respondingFromAnotherPort(responder);
  }

  /**
   * Creates a peer that responds from the same port of another address, {@link
   * Loopback#otherIpv4()}, like some hosts with several addresses.
   *
   * @param responder called for each datagram
   * @return a new peer
   * @throws java.io.UncheckedIOException also if this host does not have the other address
   */
  public static UdpPeer respondingFromAnotherAddress(Responder responder) {
    return UdpPeerFactory.loopback().respondingFrom(Loopback.otherIpv4(), responder);
  }

  /**
   * Creates a peer that responds late. Each response is sent a fixed time after its request,
   * independent of other requests.
   *
   * @param delay the time between request and response, more than zero
   * @param responder called for each datagram, after the delay
   * @return a new peer
   * @throws IllegalArgumentException if the delay is not positive
   */
  public static UdpPeer respondingLate(Duration delay, Responder responder) {
    return UdpPeerFactory.loopback().respondingLate(delay, responder);
  }

  /**
   * Returns how many datagrams the peer has received.
   *
   * @return 0 or more; always 0 for {@link #refusing()}
   */
  public int requests() {
    return log.started();
  }

  /**
   * Returns the datagrams that the peer has received.
   *
   * @return the payload of each datagram, oldest first; copies
   */
  public List<byte[]> received() {
    return log.received();
  }

  /**
   * Waits until the peer has received a number of datagrams.
   *
   * @param count the number in total
   * @param timeout the maximum time to wait
   * @return false if there were fewer datagrams when the timeout expired
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean awaitRequests(int count, Duration timeout) throws InterruptedException {
    return log.awaitStarted(count, timeout);
  }
}
