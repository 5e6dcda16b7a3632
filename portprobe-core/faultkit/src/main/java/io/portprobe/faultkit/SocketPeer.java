package io.portprobe.faultkit;

import java.net.InetSocketAddress;
import java.util.List;

/** The state that {@link TcpPeer}, {@link SwitchablePeer} and {@link UdpPeer} have in common. */
public abstract class SocketPeer implements Peer {
  final PeerLog log;
  private final String scheme;
  private final InetSocketAddress address;
  private final PeerResources resources;

  SocketPeer(String scheme, InetSocketAddress address, PeerLog log, PeerResources resources) {
    this.scheme = scheme;
    this.address = address;
    this.log = log;
    this.resources = resources;
  }

  @Override
  public String host() {
    return address.getAddress().getHostAddress();
  }

  @Override
  public int port() {
    return address.getPort();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Returns what the responders, conversations and TLS handshakes of this peer threw, including
   * that a client closed its connection in the middle of a conversation. Exceptions caused by
   * {@link #close()} are not recorded.
   *
   * @return the failures so far, oldest first
   */
  @Override
  public List<Throwable> failures() {
    return log.failures();
  }

  @Override
  public void close() {
    resources.close();
  }

  /**
   * Returns transport, address and port.
   *
   * @return for example {@code "tcp://127.0.0.1:49152"} or {@code "udp://[0:0:0:0:0:0:0:1]:49152"}
   */
  @Override
  public String toString() {
    String host = host();
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return scheme + "://" + bracketed + ":" + port();
  }
}
