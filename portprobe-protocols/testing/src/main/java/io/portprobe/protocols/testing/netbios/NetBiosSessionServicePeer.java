package io.portprobe.protocols.testing.netbios;

import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.testing.DelegatingPeer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * A NetBIOS session service on a free TCP port of 127.0.0.1. It responds to the session request
 * (RFC 1002 section 4.3) that starts a connection, then closes the stream. After other data it
 * closes the stream without a response.
 *
 * <pre>{@code
 * try (NetBiosSessionServicePeer peer = NetBiosSessionServicePeer.accepting("FILESRV")) {
 *   client.tcp(peer.host(), peer.port()).as("netbios").report().join();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class NetBiosSessionServicePeer extends DelegatingPeer {
  private static final int REQUEST = 0x81;
  private static final int POSITIVE = 0x82;
  private static final int NEGATIVE = 0x83;
  private static final int RETARGET = 0x84;
  private static final int NO_SUCH_NAME = 0x82;
  private static final int ENCODED = 32;
  private static final int NAME_BYTES = 15;

  private NetBiosSessionServicePeer(TcpPeer peer) {
    super(peer);
  }

  /**
   * Starts a peer that accepts sessions with the given names and with {@code *SMBSERVER}. It
   * rejects other names as not present (error 0x82). The sixteenth byte of a name is ignored.
   *
   * @param names the accepted names
   * @return a new peer on a free port of 127.0.0.1
   */
  public static NetBiosSessionServicePeer accepting(String... names) {
    List<String> all = List.of(names);
    return responding(
        called ->
            called.equals("*SMBSERVER") || all.contains(called)
                ? packet(POSITIVE)
                : packet(NEGATIVE, NO_SUCH_NAME));
  }

  /**
   * Starts a peer that rejects every session.
   *
   * @param error the error code, 0 to 255
   * @return a new peer on a free port of 127.0.0.1
   * @throws IllegalArgumentException if the code is out of range
   */
  public static NetBiosSessionServicePeer refusing(int error) {
    if (error < 0 || error > 0xff) {
      throw new IllegalArgumentException("error: " + error + " (expected: 0-255)");
    }
    return responding(called -> packet(NEGATIVE, error));
  }

  /**
   * Starts a peer that redirects every session.
   *
   * @param target an IPv4 address and a port
   * @return a new peer on a free port of 127.0.0.1
   * @throws IllegalArgumentException if the target is unresolved or not IPv4
   */
  public static NetBiosSessionServicePeer retargeting(InetSocketAddress target) {
    if (!(target.getAddress() instanceof Inet4Address)) {
      throw new IllegalArgumentException(
          "target: " + target + " (expected: a resolved IPv4 address)");
    }
    byte[] address = target.getAddress().getAddress();
    int port = target.getPort();
    return responding(
        called ->
            packet(
                RETARGET, address[0], address[1], address[2], address[3], port >> 8, port & 0xff));
  }

  private static NetBiosSessionServicePeer responding(Function<String, byte[]> responder) {
    return new NetBiosSessionServicePeer(
        TcpPeer.serving((in, out) -> converse(responder, in, out)));
  }

  private static void converse(Function<String, byte[]> responder, InputStream in, OutputStream out)
      throws IOException {
    DataInputStream request = new DataInputStream(in);
    if (request.readUnsignedByte() != REQUEST) {
      return;
    }
    int length = (request.readUnsignedByte() & 1) << 16 | request.readUnsignedShort();
    byte[] names = new byte[length];
    request.readFully(names);
    if (length > ENCODED && names[0] == ENCODED) {
      out.write(responder.apply(called(names)));
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
}
