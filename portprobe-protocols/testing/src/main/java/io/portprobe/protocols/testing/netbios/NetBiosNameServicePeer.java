package io.portprobe.protocols.testing.netbios;

import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.DelegatingPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A NetBIOS name service on a free UDP port of 127.0.0.1. It responds to node status requests (RFC
 * 1002 section 4.2.17) with its names, and to name queries (section 4.2.12) with its address or a
 * negative response. It supports no scope and ignores all other datagrams.
 *
 * <pre>{@code
 * try (NetBiosNameServicePeer peer = NetBiosNameServicePeer.withSampleNames()) {
 *   client.udp(peer.host(), peer.port()).as("netbios").report().join();
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class NetBiosNameServicePeer extends DelegatingPeer {
  private static final int NBSTAT = 0x21;
  private static final int NB = 0x20;
  private static final int NULL = 0x0a;
  private static final int INTERNET = 1;
  private static final int HEADER = 12;

  /** The size of a name in first-level encoding without a scope, from its length to its end. */
  private static final int NAME = 34;

  private static final int STATISTICS_AFTER_UNIT_ID = 40;

  private NetBiosNameServicePeer(UdpPeer peer) {
    super(peer);
  }

  /**
   * Starts a peer with the names of a typical small server: {@code FILESRV} in {@code WORKGROUP},
   * file server and master browser, with the MAC address {@code 00155d01c61e}.
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
   * Creates a builder without names and with unit ID zero.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder of NetBIOS name service peers. Not thread-safe. */
  public static final class Builder {
    private static final int GROUP = 0x8000;
    private static final int ACTIVE = 0x0400;
    private static final int NAME_BYTES = 15;
    private static final int MAX_NAMES = 255;

    private final List<byte[]> entries = new ArrayList<>();
    private byte[] unitId = new byte[6];

    private Builder() {}

    /**
     * Adds an active unique name of node type B.
     *
     * @param name 1 to 15 characters of ISO 8859-1; padded with spaces
     * @param suffix the service type in the sixteenth byte, 0 to 255
     * @return this
     * @throws IllegalArgumentException if a value is out of range
     * @throws IllegalStateException if there are already 255 names
     */
    public Builder unique(String name, int suffix) {
      return add(name, suffix, ACTIVE);
    }

    /**
     * Adds an active group name of node type B.
     *
     * @param name 1 to 15 characters of ISO 8859-1; padded with spaces
     * @param suffix the service type in the sixteenth byte, 0 to 255
     * @return this
     * @throws IllegalArgumentException if a value is out of range
     * @throws IllegalStateException if there are already 255 names
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
        throw new IllegalStateException(
            "names: " + (MAX_NAMES + 1) + " (expected: at most " + MAX_NAMES + ")");
      }
      ByteBuffer entry = ByteBuffer.allocate(NAME_BYTES + 3);
      for (int i = 0; i < NAME_BYTES; i++) {
        entry.put((byte) (i < name.length() ? name.charAt(i) : ' '));
      }
      entries.add(entry.put((byte) suffix).putShort((short) flags).array());
      return this;
    }

    /**
     * Sets the unit ID, which on Windows is the MAC address.
     *
     * @param hex twelve hexadecimal digits
     * @return this
     * @throws IllegalArgumentException if the text has another form
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
     * Starts the peer.
     *
     * @return a new peer on a free port of 127.0.0.1
     * @throws java.io.UncheckedIOException if no port is available
     */
    public NetBiosNameServicePeer start() {
      byte[] data = data();
      List<byte[]> names = List.copyOf(entries);
      return new NetBiosNameServicePeer(
          UdpPeer.responding(
              request -> isStatusRequest(request) ? status(request, data) : name(request, names)));
    }

    /**
     * Returns the number of names so far.
     *
     * @return for example {@code "NetBiosNameServicePeer.Builder[names=6]"}
     */
    @Override
    public String toString() {
      return "NetBiosNameServicePeer.Builder[names=" + entries.size() + "]";
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

  /** Responds to a name query: with the address of this host, or negatively. */
  private static List<byte[]> name(byte[] request, List<byte[]> entries) {
    if (!isQuery(request, NB) || request[HEADER] != NAME - 2 || request[HEADER + NAME - 1] != 0) {
      return List.of();
    }
    byte[] queried = new byte[16];
    for (int i = 0; i < queried.length; i++) {
      int high = request[HEADER + 1 + 2 * i] - 'A';
      queried[i] = (byte) (high << 4 | (request[HEADER + 2 + 2 * i] - 'A'));
    }
    for (byte[] entry : entries) {
      if (Arrays.equals(entry, 0, queried.length, queried, 0, queried.length)) {
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

  /** Returns whether a request is a node status request for any node, without a scope. */
  private static boolean isStatusRequest(byte[] request) {
    byte[] anyNode = new byte[NAME];
    Arrays.fill(anyNode, 1, NAME - 1, (byte) 'A');
    anyNode[0] = NAME - 2;
    anyNode[1] = 'C';
    anyNode[2] = 'K';
    return isQuery(request, NBSTAT)
        && Arrays.equals(request, HEADER, HEADER + NAME, anyNode, 0, NAME);
  }

  /** Returns whether a request is a query with one question of a type, without a scope. */
  private static boolean isQuery(byte[] request, int type) {
    ByteBuffer in = ByteBuffer.wrap(request);
    return request.length == HEADER + NAME + 4
        && (in.getShort(2) & 0xf800) == 0
        && in.getShort(4) == 1
        && in.getShort(HEADER + NAME) == type
        && in.getShort(HEADER + NAME + 2) == INTERNET;
  }
}
