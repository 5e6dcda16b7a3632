package io.portprobe.protocols.testing;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * A small name server on loopback, over UDP and TCP on the same port. It answers with authority for
 * the zones of its records, refuses the rest, and offers a server identifier ({@code
 * "portprobe-testkit"}) to those who ask for one by EDNS.
 *
 * <pre>{@code
 * try (DnsPeer peer = DnsPeer.serving("example. 3600 IN A 192.0.2.1")) {
 *   client.udp(peer.host(), peer.port()).as("dns").option(Dns.NAME, "example").report().join();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads at once.
 */
public final class DnsPeer implements Peer {
  private static final int ATTEMPTS = 32;

  private final TcpPeer tcp;
  private final UdpPeer udp;
  private final ZoneResponder zone;

  private DnsPeer(TcpPeer tcp, UdpPeer udp, ZoneResponder zone) {
    this.tcp = tcp;
    this.udp = udp;
    this.zone = zone;
  }

  /**
   * A server of a root of its own, with {@code example.} in it, and {@code version.bind.} and
   * {@code id.server.} in the class CH.
   *
   * @return a new peer on a free port of 127.0.0.1
   */
  public static DnsPeer withSampleZone() {
    return serving(
        ". 86400 IN SOA ns.example. hostmaster.example. 2026010203 7200 3600 1209600 300",
        ". 86400 IN NS ns.example.",
        "ns.example. 3600 IN A 192.0.2.53",
        "example. 3600 IN MX 10 mail.example.",
        "example. 3600 IN TXT \"an example\"",
        "mail.example. 3600 IN A 192.0.2.25",
        "www.example. 3600 IN A 192.0.2.80",
        "www.example. 3600 IN AAAA 2001:db8::80",
        "version.bind. 0 CH TXT \"portprobe testkit\"",
        "id.server. 0 CH TXT \"peer 1\"");
  }

  /**
   * A server of records.
   *
   * @param records one a line, in master file form (RFC 1035 section 5.1) with absolute names, for
   *     example {@code "example. 3600 IN A 192.0.2.1"}. A name without an answer is said not to
   *     exist if a SOA record is at or above it, otherwise the question is refused
   * @return a new peer on a free port of 127.0.0.1
   * @throws IllegalArgumentException if a record cannot be read
   * @throws UncheckedIOException if no port is to be had
   */
  public static DnsPeer serving(String... records) {
    ZoneResponder zone = ZoneResponder.of(List.of(records));
    List<UncheckedIOException> taken = new ArrayList<>();
    while (taken.size() < ATTEMPTS) {
      TcpPeer tcp = TcpPeer.serving((in, out) -> converse(zone, in, out));
      try {
        UdpPeer udp =
            UdpPeer.at(tcp.address().getAddress(), tcp.port()).responding(zone::respondOverUdp);
        return new DnsPeer(tcp, udp, zone);
      } catch (UncheckedIOException e) {
        // Somebody else has this port over UDP; the next free one is another.
        tcp.close();
        taken.add(e);
      }
    }
    throw taken.get(ATTEMPTS - 1);
  }

  private static void converse(ZoneResponder zone, InputStream in, OutputStream out)
      throws IOException {
    DataInputStream requests = new DataInputStream(in);
    while (true) {
      int first = firstOctet(requests);
      if (first < 0) {
        return;
      }
      byte[] request = new byte[first << 8 | requests.readUnsignedByte()];
      requests.readFully(request);
      for (byte[] answer : zone.respondOverTcp(request)) {
        ByteBuffer framed = ByteBuffer.allocate(2 + answer.length);
        out.write(framed.putShort((short) answer.length).put(answer).array());
      }
    }
  }

  /** The first octet of the next request; -1 if the client has hung up, politely or not. */
  private static int firstOctet(DataInputStream requests) throws IOException {
    try {
      return requests.read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  /**
   * Switches truncation: from now on, answers over UDP have the TC flag and no records, as of a
   * server whose answer does not fit. Off at first.
   *
   * @param on whether to truncate
   */
  public void truncate(boolean on) {
    zone.truncate(on);
  }

  /**
   * Switches EDNS off: from now on, queries with an OPT record are answered FORMERR without one, as
   * by a server of before RFC 6891. Off at first, so that EDNS is spoken.
   *
   * @param on whether to refuse
   */
  public void refuseEdns(boolean on) {
    zone.refuseEdns(on);
  }

  /**
   * Opens a further port with the same records, where TLS comes first (RFC 7858).
   *
   * @param context the server's side, for example of {@link io.portprobe.faultkit.TlsIdentity}
   * @return a new peer on a free port of 127.0.0.1, for the caller to close
   */
  public TcpPeer overTls(SSLContext context) {
    return TcpPeer.tls(context, (in, out) -> converse(zone, in, out));
  }

  /**
   * The address as a literal.
   *
   * @return {@code "127.0.0.1"}
   */
  @Override
  public String host() {
    return tcp.host();
  }

  /**
   * The port, the same over UDP and TCP.
   *
   * @return 1 to 65535
   */
  @Override
  public int port() {
    return tcp.port();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  @Override
  public InetSocketAddress address() {
    return tcp.address();
  }

  /**
   * What went wrong in the peer, a client's hanging up in the middle of a message included.
   *
   * @return see {@link UdpPeer#failures()} and {@link TcpPeer#failures()}
   */
  @Override
  public List<Throwable> failures() {
    List<Throwable> failures = new ArrayList<>(udp.failures());
    failures.addAll(tcp.failures());
    return List.copyOf(failures);
  }

  /** Closes both ports and waits for the threads of the peer. May be called again. */
  @Override
  public void close() {
    try (tcp) {
      udp.close();
    }
  }
}
