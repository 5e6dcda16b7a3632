package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * One entry of an {@link EndpointMapperPeer}: an interface with the tower of one of its endpoints.
 * Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * MapperEntry.of("12345778-1234-abcd-ef00-0123456789ac", 1, 0).annotated("SAM").tcp(49664)
 * }</pre>
 */
@CheckReturnValue
public final class MapperEntry {
  private static final UUID NIL = new UUID(0, 0);
  private static final UUID NDR = UUID.fromString("8a885d04-1ceb-11c9-9fe8-08002b104860");
  private static final int CONNECTIONLESS = 0x0a;
  private static final int CONNECTION = 0x0b;
  private static final int LOCAL = 0x0c;

  private final UUID object;
  private final byte[] annotation;
  private final byte[] tower;

  private MapperEntry(UUID object, byte[] annotation, byte[] tower) {
    this.object = object;
    this.annotation = annotation;
    this.tower = tower;
  }

  /**
   * Creates an entry of an interface in NDR 2.0, without object, annotation and endpoint.
   *
   * @param interfaceId the UUID of the interface
   * @param major the major version, 0 to 65535
   * @param minor the minor version, 0 to 65535
   * @return a new entry; its tower has two floors
   * @throws IllegalArgumentException if the text is not a UUID, or a version is out of range
   */
  public static MapperEntry of(String interfaceId, int major, int minor) {
    checkUnsignedShort("major", major);
    checkUnsignedShort("minor", minor);
    List<byte[]> floors = new ArrayList<>();
    floors.add(syntax(UUID.fromString(interfaceId), major, minor));
    floors.add(syntax(NDR, 2, 0));
    return new MapperEntry(NIL, new byte[] {0}, join(floors));
  }

  /**
   * Sets the annotation.
   *
   * @param text the annotation, sent in UTF-8 with a terminating NUL
   * @return a copy
   */
  public MapperEntry annotated(String text) {
    return annotatedRaw((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sets the octets of the annotation, which may be malformed.
   *
   * @param octets the octets, sent without an additional NUL
   * @return a copy
   */
  public MapperEntry annotatedRaw(byte[] octets) {
    return new MapperEntry(object, octets.clone(), tower);
  }

  /**
   * Sets the object.
   *
   * @param id the UUID of the object
   * @return a copy
   */
  public MapperEntry forObject(UUID id) {
    return new MapperEntry(Objects.requireNonNull(id, "id"), annotation, tower);
  }

  /**
   * Sets a TCP endpoint ({@code ncacn_ip_tcp}) on the host of the endpoint mapper. Its address in
   * the tower is 0.0.0.0.
   *
   * @param port 0 to 65535
   * @return a copy
   * @throws IllegalArgumentException if the port is out of range
   */
  public MapperEntry tcp(int port) {
    return tcp("0.0.0.0", port);
  }

  /**
   * Sets a TCP endpoint ({@code ncacn_ip_tcp}).
   *
   * @param address an IPv4 literal
   * @param port 0 to 65535
   * @return a copy
   * @throws IllegalArgumentException if the address is not an IPv4 literal, or the port is out of
   *     range
   */
  public MapperEntry tcp(String address, int port) {
    return rpc(CONNECTION).floor(0x07, number(port)).floor(0x09, ipv4(address));
  }

  /**
   * Sets a UDP endpoint ({@code ncadg_ip_udp}) on the host of the endpoint mapper.
   *
   * @param port 0 to 65535
   * @return a copy
   * @throws IllegalArgumentException if the port is out of range
   */
  public MapperEntry udp(int port) {
    return rpc(CONNECTIONLESS).floor(0x08, number(port)).floor(0x09, ipv4("0.0.0.0"));
  }

  /**
   * Sets an HTTP endpoint ({@code ncacn_http}) on the host of the endpoint mapper.
   *
   * @param port 0 to 65535
   * @return a copy
   * @throws IllegalArgumentException if the port is out of range
   */
  public MapperEntry http(int port) {
    return rpc(CONNECTION).floor(0x1f, number(port)).floor(0x09, ipv4("0.0.0.0"));
  }

  /**
   * Sets a named pipe ({@code ncacn_np}).
   *
   * @param server for example {@code "\\SERVER"}; empty for the host of the endpoint mapper
   * @param path for example {@code "\PIPE\lsass"}
   * @return a copy
   */
  public MapperEntry pipe(String server, String path) {
    return rpc(CONNECTION).floor(0x0f, text(path)).floor(0x11, text(server));
  }

  /**
   * Sets a local endpoint ({@code ncalrpc}).
   *
   * @param name the name of the endpoint
   * @return a copy
   */
  public MapperEntry local(String name) {
    return rpc(LOCAL).floor(0x10, text(name));
  }

  /**
   * Adds floor 3, the RPC protocol.
   *
   * @param protocol 0x0a connectionless, 0x0b connection-oriented, 0x0c local
   * @return a copy
   */
  public MapperEntry rpc(int protocol) {
    return floor(protocol, new byte[2]);
  }

  /**
   * Adds a floor (C706 appendices I and L).
   *
   * @param protocol the protocol identifier, 0 to 255
   * @param rhs the right-hand side
   * @return a copy
   */
  public MapperEntry floor(int protocol, byte[] rhs) {
    NdrWriter more = new NdrWriter(ByteOrder.LITTLE_ENDIAN);
    more.u16(((tower[0] & 0xff) | ((tower[1] & 0xff) << 8)) + 1);
    more.octets(tower, 2, tower.length - 2);
    more.octets(sides(new byte[] {(byte) protocol}, rhs));
    return new MapperEntry(object, annotation, more.toByteArray());
  }

  /**
   * Replaces the whole tower, which may be malformed.
   *
   * @param octets the octets of the tower; empty for a null pointer
   * @return a copy
   */
  public MapperEntry tower(byte[] octets) {
    return new MapperEntry(object, annotation, octets.clone());
  }

  /**
   * Returns object and sizes.
   *
   * @return for example {@code "MapperEntry[object=..., annotation: 4 bytes, tower: 75 bytes]"}
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "MapperEntry[object=%s, annotation: %d bytes, tower: %d bytes]",
        object,
        annotation.length,
        tower.length);
  }

  UUID object() {
    return object;
  }

  byte[] annotation() {
    return annotation;
  }

  byte[] tower() {
    return tower;
  }

  private static byte[] syntax(UUID id, int major, int minor) {
    NdrWriter lhs = new NdrWriter(ByteOrder.LITTLE_ENDIAN);
    lhs.u8(0x0d);
    lhs.uuid(id);
    lhs.u16(major);
    NdrWriter rhs = new NdrWriter(ByteOrder.LITTLE_ENDIAN);
    rhs.u16(minor);
    return sides(lhs.toByteArray(), rhs.toByteArray());
  }

  private static byte[] sides(byte[] lhs, byte[] rhs) {
    NdrWriter floor = new NdrWriter(ByteOrder.LITTLE_ENDIAN);
    floor.u16(lhs.length);
    floor.octets(lhs);
    floor.u16(rhs.length);
    floor.octets(rhs);
    return floor.toByteArray();
  }

  private static byte[] join(List<byte[]> floors) {
    NdrWriter tower = new NdrWriter(ByteOrder.LITTLE_ENDIAN);
    tower.u16(floors.size());
    floors.forEach(tower::octets);
    return tower.toByteArray();
  }

  private static void checkUnsignedShort(String name, int value) {
    if (value < 0 || value > 0xffff) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0-65535)");
    }
  }

  private static byte[] number(int port) {
    checkUnsignedShort("port", port);
    return new byte[] {(byte) (port >> 8), (byte) port};
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ipv4(String address) {
    String[] parts = address.split("\\.", -1);
    byte[] octets = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (parts.length != 4 || !parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) {
        throw new IllegalArgumentException(
            "address: " + address + " (expected: an IPv4 literal, for example 192.0.2.1)");
      }
      octets[i] = (byte) Integer.parseInt(parts[i]);
    }
    return octets;
  }
}
