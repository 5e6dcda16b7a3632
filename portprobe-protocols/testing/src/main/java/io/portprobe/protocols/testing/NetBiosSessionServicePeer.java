package io.portprobe.protocols.testing;

import io.portprobe.faultkit.TcpPeer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A TCP port on loopback that answers NetBIOS session requests (RFC 1002 section 4.3), each
 * connection's first, and ends the stream at anything else.
 *
 * <pre>{@code
 * try (NetBiosSessionServicePeer peer = NetBiosSessionServicePeer.accepting("FILESRV")) {
 *   client.tcp(peer.host(), peer.port()).as("netbios").report().join();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads at once.
 */
public final class NetBiosSessionServicePeer implements AutoCloseable {
  private static final int REQUEST = 0x81;
  private static final int POSITIVE = 0x82;
  private static final int NEGATIVE = 0x83;
  private static final int RETARGET = 0x84;
  private static final int NO_SUCH_NAME = 0x82;
  private static final int ENCODED = 32;
  private static final int NAME_BYTES = 15;

  private final TcpPeer peer;

  private NetBiosSessionServicePeer(TcpPeer peer) {
    this.peer = peer;
  }

  /** What is answered to a request for a name. */
  private interface Answers {
    byte[] to(String called);
  }

  /**
   * A service that accepts sessions with some names, whatever their sixteenth byte, and with {@code
   * *SMBSERVER}; others it refuses as not present (error 0x82).
   *
   * @param names whom a session may be asked of
   * @return a new peer on a free port of 127.0.0.1
   */
  public static NetBiosSessionServicePeer accepting(String... names) {
    List<String> all = List.of(names);
    return answering(
        called ->
            called.equals("*SMBSERVER") || all.contains(called)
                ? packet(POSITIVE)
                : packet(NEGATIVE, NO_SUCH_NAME));
  }

  /**
   * A service that refuses every session.
   *
   * @param error the code it gives, 0 to 255
   * @return a new peer on a free port of 127.0.0.1
   * @throws IllegalArgumentException if the code is out of range
   */
  public static NetBiosSessionServicePeer refusing(int error) {
    if (error < 0 || error > 0xff) {
      throw new IllegalArgumentException("error: " + error + " (expected: 0-255)");
    }
    return answering(called -> packet(NEGATIVE, error));
  }

  /**
   * A service that refers every session to somewhere else.
   *
   * @param elsewhere an IPv4 address and a port
   * @return a new peer on a free port of 127.0.0.1
   * @throws IllegalArgumentException if it is something else
   */
  public static NetBiosSessionServicePeer retargeting(InetSocketAddress elsewhere) {
    if (!(elsewhere.getAddress() instanceof Inet4Address)) {
      throw new IllegalArgumentException(
          "elsewhere: " + elsewhere + " (expected: a resolved IPv4 address)");
    }
    byte[] address = elsewhere.getAddress().getAddress();
    int port = elsewhere.getPort();
    return answering(
        called ->
            packet(
                RETARGET, address[0], address[1], address[2], address[3], port >> 8, port & 0xff));
  }

  private static NetBiosSessionServicePeer answering(Answers answers) {
    return new NetBiosSessionServicePeer(TcpPeer.serving((in, out) -> converse(answers, in, out)));
  }

  private static void converse(Answers answers, InputStream in, OutputStream out)
      throws IOException {
    DataInputStream request = new DataInputStream(in);
    if (request.readUnsignedByte() != REQUEST) {
      return;
    }
    int length = (request.readUnsignedByte() & 1) << 16 | request.readUnsignedShort();
    byte[] names = new byte[length];
    request.readFully(names);
    if (length > ENCODED && names[0] == ENCODED) {
      out.write(answers.to(called(names)));
    }
  }

  private static String called(byte[] names) {
    byte[] name = new byte[NAME_BYTES];
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) (((names[1 + 2 * i] - 'A') << 4) | (names[2 + 2 * i] - 'A'));
    }
    return new String(name, StandardCharsets.ISO_8859_1).trim();
  }

  private static byte[] packet(int type, int... data) {
    ByteBuffer packet = ByteBuffer.allocate(4 + data.length);
    packet.put((byte) type).put((byte) 0).putShort((short) data.length);
    for (int value : data) {
      packet.put((byte) value);
    }
    return packet.array();
  }

  /**
   * The address as a literal.
   *
   * @return {@code "127.0.0.1"}
   */
  public String host() {
    return peer.host();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  public int port() {
    return peer.port();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  public InetSocketAddress address() {
    return peer.address();
  }

  /**
   * What went wrong in the peer.
   *
   * @return see {@link TcpPeer#failures()}
   */
  public List<Throwable> failures() {
    return peer.failures();
  }

  /** Closes the port and waits for the threads of the peer. May be called again. */
  @Override
  public void close() {
    peer.close();
  }
}
