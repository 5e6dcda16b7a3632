package io.portprobe.protocols.quic;

/**
 * The protocol {@code "quic"} (RFC 8999, RFC 9000), bound to udp/443. It has no options.
 *
 * <p>The client sends one datagram of 1200 bytes: a packet with a long header, a version that no
 * server supports (the pattern {@code 0x?a?a?a?a}, RFC 9000 section 15), and two random connection
 * ids. A server responds with a version negotiation packet (RFC 9000 section 6.1). It matches if it
 * has both connection ids in exchanged places. The finding is a {@link QuicVersions}. Other
 * datagrams are ignored.
 *
 * <p>The client never starts a handshake, so it uses no keys and the server keeps no state. A
 * server may limit how many such responses it sends.
 */
public final class Quic {
  private Quic() {}
}
