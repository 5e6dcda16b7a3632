package io.portprobe.protocols.testing;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.UdpPeer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A UDP port on loopback that answers NetBIOS node status requests (RFC 1002 section 4.2.17) with
 * the names it was given, and name queries (section 4.2.12) with its address or, for a name it does
 * not have, with a negative answer. It is in no scope, and silent to everything else.
 *
 * <pre>{@code
 * try (NetBiosNameServicePeer peer = NetBiosNameServicePeer.withSampleNames()) {
 *   client.udp(peer.host(), peer.port()).as("netbios").report().join();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads at once.
 */
public final class NetBiosNameServicePeer implements Peer {
  private static final int NBSTAT = 0x21;
  private static final int NB = 0x20;
  private static final int NULL = 0x0a;
  private static final int INTERNET = 1;
  private static final int HEADER = 12;

  /** A name of first-level encoding without a scope, its length and its end included. */
  private static final int NAME = 34;

  private static final int STATISTICS_AFTER_UNIT_ID = 40;

  private final UdpPeer peer;

  private NetBiosNameServicePeer(UdpPeer peer) {
    this.peer = peer;
  }

  /**
   * A machine as a small office has it: {@code FILESRV} in {@code WORKGROUP}, file server and
   * master browser, with the MAC address {@code 00155d01c61e}.
   *
   * @return a new peer on a free port of 127.0.0.1
   */
  public static NetBiosNameServicePeer withSampleNames() {
    return builder()
        .unique("FILESRV", 0x00)
        .group("WORKGROUP", 0x00)
        .unique("FILESRV", 0x20)
        .group("WORKGROUP", 0x1e)
        .unique("WORKGROUP", 0x1d)
        .group("\u0001\u0002__MSBROWSE__\u0002", 0x01)
        .unitId("00155d01c61e")
        .start();
  }

  /**
   * Begins a machine without names, whose unit id is zero.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The address as a literal.
   *
   * @return {@code "127.0.0.1"}
   */
  @Override
  public String host() {
    return peer.host();
  }

  /**
   * The port.
   *
   * @return 1 to 65535
   */
  @Override
  public int port() {
    return peer.port();
  }

  /**
   * Address and port.
   *
   * @return a resolved address
   */
  @Override
  public InetSocketAddress address() {
    return peer.address();
  }

  /**
   * What went wrong in the peer.
   *
   * @return see {@link UdpPeer#failures()}
   */
  @Override
  public List<Throwable> failures() {
    return peer.failures();
  }

  /** Closes the port and waits for the thread of the peer. May be called again. */
  @Override
  public void close() {
    peer.close();
  }

  /** The names of a machine to be. Not safe for use by several threads at once. */
  public static final class Builder {
    private static final int GROUP = 0x8000;
    private static final int ACTIVE = 0x0400;
    private static final int NAME_BYTES = 15;
    private static final int MAX_NAMES = 255;

    private final List<byte[]> entries = new ArrayList<>();
    private byte[] unitId = new byte[6];

    private Builder() {}

    /**
     * Adds a name of the machine alone, active, of node type B.
     *
     * @param name 1 to 15 characters of ISO 8859-1; spaces fill it up
     * @param suffix the sixteenth byte, 0 to 255
     * @return this
     * @throws IllegalArgumentException if either is out of range
     * @throws IllegalStateException if there are 255 names already
     */
    public Builder unique(String name, int suffix) {
      return add(name, suffix, ACTIVE);
    }

    /**
     * Adds a name the machine shares with others, active, of node type B.
     *
     * @param name 1 to 15 characters of ISO 8859-1; spaces fill it up
     * @param suffix the sixteenth byte, 0 to 255
     * @return this
     * @throws IllegalArgumentException if either is out of range
     * @throws IllegalStateException if there are 255 names already
     */
    public Builder group(String name, int suffix) {
      return add(name, suffix, GROUP | ACTIVE);
    }

    private Builder add(String name, int suffix, int flags) {
      if (name.isEmpty() || name.length() > NAME_BYTES || name.chars().anyMatch(c -> c > 0xff)) {
        throw new IllegalArgumentException(
            "name: " + name + " (expected: 1-15 characters of ISO 8859-1)");
      }
      if (suffix < 0 || suffix > 0xff) {
        throw new IllegalArgumentException("suffix: " + suffix + " (expected: 0-255)");
      }
      if (entries.size() == MAX_NAMES) {
        throw new IllegalStateException("names: " + MAX_NAMES + " already (expected: no more)");
      }
      ByteBuffer entry = ByteBuffer.allocate(NAME_BYTES + 3);
      for (int i = 0; i < NAME_BYTES; i++) {
        entry.put((byte) (i < name.length() ? name.charAt(i) : ' '));
      }
      entries.add(entry.put((byte) suffix).putShort((short) flags).array());
      return this;
    }

    /**
     * Sets the unit id, which is the MAC address on Windows.
     *
     * @param hex twelve hexadecimal digits
     * @return this
     * @throws IllegalArgumentException if it is something else
     */
    public Builder unitId(String hex) {
      if (!hex.matches("[0-9a-fA-F]{12}")) {
        throw new IllegalArgumentException(
            "unit id: " + hex + " (expected: twelve hexadecimal digits)");
      }
      unitId = HexFormat.of().parseHex(hex);
      return this;
    }

    /**
     * Opens the port.
     *
     * @return a new peer on a free port of 127.0.0.1
     * @throws java.io.UncheckedIOException if no port is to be had
     */
    public NetBiosNameServicePeer start() {
      byte[] data = data();
      List<byte[]> names = List.copyOf(entries);
      return new NetBiosNameServicePeer(
          UdpPeer.responding(
              request -> asksForStatus(request) ? status(request, data) : name(request, names)));
    }

    private byte[] data() {
      int names = entries.size() * (NAME_BYTES + 3);
      ByteBuffer data = ByteBuffer.allocate(1 + names + unitId.length + STATISTICS_AFTER_UNIT_ID);
      data.put((byte) entries.size());
      entries.forEach(data::put);
      data.put(unitId);
      return data.array();
    }
  }

  private static List<byte[]> status(byte[] request, byte[] data) {
    return List.of(response(request, 0x8400, NBSTAT, data)); // a response with authority
  }

  /** Whose a name is: this machine's, or nobody's. */
  private static List<byte[]> name(byte[] request, List<byte[]> entries) {
    if (!isQuery(request, NB) || request[HEADER] != NAME - 2 || request[HEADER + NAME - 1] != 0) {
      return List.of();
    }
    byte[] asked = new byte[16];
    for (int i = 0; i < asked.length; i++) {
      int high = request[HEADER + 1 + 2 * i] - 'A';
      asked[i] = (byte) (high << 4 | (request[HEADER + 2 + 2 * i] - 'A'));
    }
    for (byte[] entry : entries) {
      if (Arrays.equals(entry, 0, asked.length, asked, 0, asked.length)) {
        ByteBuffer owner = ByteBuffer.allocate(6).put(entry, 16, 2).put(new byte[] {127, 0, 0, 1});
        return List.of(response(request, 0x8580, NB, owner.array()));
      }
    }
    return List.of(response(request, 0x8583, NULL, new byte[0])); // no such name
  }

  private static byte[] response(byte[] request, int flags, int type, byte[] data) {
    ByteBuffer response = ByteBuffer.allocate(HEADER + NAME + 10 + data.length);
    response.put(request, 0, 2);
    response.putShort((short) flags);
    response.putShort((short) 0).putShort((short) 1).putShort((short) 0).putShort((short) 0);
    response.put(request, HEADER, NAME);
    response.putShort((short) type).putShort((short) INTERNET).putInt(0);
    response.putShort((short) data.length).put(data);
    return response.array();
  }

  /** Whether it is a query with one question, for the status of any node, without a scope. */
  private static boolean asksForStatus(byte[] request) {
    byte[] anyNode = new byte[NAME];
    Arrays.fill(anyNode, 1, NAME - 1, (byte) 'A');
    anyNode[0] = NAME - 2;
    anyNode[1] = 'C';
    anyNode[2] = 'K';
    return isQuery(request, NBSTAT)
        && Arrays.equals(request, HEADER, HEADER + NAME, anyNode, 0, NAME);
  }

  /** Whether it is a query with one question of a type, without a scope. */
  private static boolean isQuery(byte[] request, int type) {
    ByteBuffer in = ByteBuffer.wrap(request);
    return request.length == HEADER + NAME + 4
        && (in.getShort(2) & 0xf800) == 0
        && in.getShort(4) == 1
        && in.getShort(HEADER + NAME) == type
        && in.getShort(HEADER + NAME + 2) == INTERNET;
  }
}
