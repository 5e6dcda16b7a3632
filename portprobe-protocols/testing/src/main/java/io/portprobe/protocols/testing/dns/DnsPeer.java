package io.portprobe.protocols.testing.dns;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.DelegatingPeer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * An authoritative name server on a free port of 127.0.0.1, the same over UDP and TCP. It refuses
 * queries outside the zones of its records. Its EDNS server identifier (NSID) is {@code
 * "portprobe-testing"}.
 *
 * <pre>{@code
 * try (DnsPeer peer = DnsPeer.serving("example. 3600 IN A 192.0.2.1")) {
 *   client.udp(peer.host(), peer.port()).as("dns").option(Dns.NAME, "example").report().join();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class DnsPeer extends DelegatingPeer {
  private static final int MAX_ATTEMPTS = 32;

  private final TcpPeer tcp;
  private final UdpPeer udp;
  private final ZoneResponder zone;

  private DnsPeer(TcpPeer tcp, UdpPeer udp, ZoneResponder zone) {
    super(tcp);
    this.tcp = tcp;
    this.udp = udp;
    this.zone = zone;
  }

  /**
   * Starts a server with a root zone that has {@code example.}, and with {@code version.bind.} and
   * {@code id.server.} in class CH.
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
        "version.bind. 0 CH TXT \"portprobe testing\"",
        "id.server. 0 CH TXT \"peer 1\"");
  }

  /**
   * Starts a server with records.
   *
   * @param records one record each, in master file format (RFC 1035 section 5.1) with absolute
   *     names, for example {@code "example. 3600 IN A 192.0.2.1"}. A query without an answer
   *     receives NXDOMAIN or an empty response if there is a SOA record at or above its name,
   *     otherwise REFUSED
   * @return a new peer on a free port of 127.0.0.1
   * @throws IllegalArgumentException if a record has another format
   * @throws UncheckedIOException if no port is available
   */
  public static DnsPeer serving(String... records) {
    ZoneResponder zone = ZoneResponder.of(List.of(records));
    List<UncheckedIOException> failures = new ArrayList<>();
    while (failures.size() < MAX_ATTEMPTS) {
      TcpPeer tcp = TcpPeer.serving((in, out) -> converse(zone, in, out));
      try {
        UdpPeer udp =
            UdpPeer.at(tcp.address().getAddress(), tcp.port()).responding(zone::respondOverUdp);
        return new DnsPeer(tcp, udp, zone);
      } catch (UncheckedIOException e) {
        // Another process uses this port over UDP: try the next free one.
        tcp.close();
        failures.add(e);
      }
    }
    throw failures.get(MAX_ATTEMPTS - 1);
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

  /** Returns the first octet of the next request; -1 if the client closed or reset. */
  private static int firstOctet(DataInputStream requests) throws IOException {
    try {
      return requests.read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  /**
   * Sets whether responses over UDP are truncated: they have the TC flag and no records, like a
   * response that does not fit. Default: false.
   *
   * @param on true to truncate later responses
   */
  public void truncate(boolean on) {
    zone.truncate(on);
  }

  /**
   * Sets whether EDNS is refused: queries with an OPT record receive FORMERR without one, as from a
   * server that predates RFC 6891. Default: false.
   *
   * @param on true to refuse EDNS in later queries
   */
  public void refuseEdns(boolean on) {
    zone.refuseEdns(on);
  }

  /**
   * Starts a server of the same records over TLS (RFC 7858) on another port.
   *
   * @param context the server side of TLS, for example of {@link io.portprobe.faultkit.TlsIdentity}
   * @return a new peer on a free port of 127.0.0.1; the caller closes it
   */
  public TcpPeer overTls(SSLContext context) {
    return TcpPeer.tls(context, (in, out) -> converse(zone, in, out));
  }

  /**
   * Returns the failures over UDP, then those over TCP. A client that closes in the middle of a
   * message is one of them.
   *
   * @return the failures so far
   */
  @Override
  public List<Throwable> failures() {
    List<Throwable> failures = new ArrayList<>(udp.failures());
    failures.addAll(tcp.failures());
    return List.copyOf(failures);
  }

  /** Closes both ports and waits for the threads of the peer. Further calls have no effect. */
  @Override
  public void close() {
    try (tcp) {
      udp.close();
    }
  }

  /**
   * Returns address and port.
   *
   * @return for example {@code "dns://127.0.0.1:49152"}
   */
  @Override
  public String toString() {
    return "dns://" + host() + ":" + port();
  }
}
