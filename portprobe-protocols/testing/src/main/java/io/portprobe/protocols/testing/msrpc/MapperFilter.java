package io.portprobe.protocols.testing.msrpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The entries that a call selects (C706 appendix O, {@code ept_lookup} and {@code ept_map}).
 *
 * @param matches returns whether the call selects an entry
 */
record MapperFilter(Predicate<MapperEntry> matches) {
  private static final UUID NIL = new UUID(0, 0);

  /**
   * An interface and its version.
   *
   * @param id the UUID of the interface
   * @param major 0 to 65535
   * @param minor 0 to 65535
   */
  private record Syntax(UUID id, int major, int minor) {
    /** Compares versions by vers_option: 1 all, 2 compatible, 3 exact, 4 major only, 5 up to. */
    boolean accepts(Syntax other, int option) {
      boolean version =
          switch (option) {
            case 1 -> true;
            case 2 -> other.major == major && other.minor >= minor;
            case 3 -> other.major == major && other.minor == minor;
            case 4 -> other.major == major;
            default -> other.major < major || (other.major == major && other.minor <= minor);
          };
      return version && other.id.equals(id);
    }
  }

  boolean matches(MapperEntry entry) {
    return matches.test(entry);
  }

  /** Decodes object, interface and version option of a lookup. */
  static MapperFilter lookup(int type, ByteBuffer in) {
    UUID object = in.getInt() == 0 ? NIL : NdrReader.uuid(in);
    Syntax syntax = in.getInt() == 0 ? new Syntax(NIL, 0, 0) : syntax(in);
    int option = in.getInt();
    return new MapperFilter(
        entry ->
            ((type & 2) == 0 || entry.object().equals(object))
                && ((type & 1) == 0 || syntax.accepts(syntaxOf(entry), option)));
  }

  private static Syntax syntax(ByteBuffer in) {
    UUID id = NdrReader.uuid(in);
    return new Syntax(id, in.getShort() & 0xffff, in.getShort() & 0xffff);
  }

  /** Decodes object and tower of a map call. */
  static MapperFilter map(ByteBuffer in) {
    UUID object = in.getInt() == 0 ? NIL : NdrReader.uuid(in);
    byte[] tower = new byte[0];
    if (in.getInt() != 0) {
      in.getInt(); // the size again
      tower = new byte[Math.min(in.getInt(), in.remaining())];
      in.get(tower);
      NdrReader.align(in, 4);
    }
    Syntax syntax = syntaxOf(tower);
    List<Integer> protocols = protocols(tower);
    return new MapperFilter(
        entry ->
            (object.equals(NIL) || entry.object().equals(object))
                && syntax.accepts(syntaxOf(entry), 2)
                && protocols(entry.tower()).equals(protocols));
  }

  private static Syntax syntaxOf(MapperEntry entry) {
    return syntaxOf(entry.tower());
  }

  /** Decodes the first floor: 2 octets count, 2 octets length, protocol, UUID, major version. */
  private static Syntax syntaxOf(byte[] tower) {
    if (tower.length < 27) {
      return new Syntax(NIL, 0, 0);
    }
    ByteBuffer in = ByteBuffer.wrap(tower).order(ByteOrder.LITTLE_ENDIAN).position(5);
    return new Syntax(NdrReader.uuid(in), in.getShort() & 0xffff, in.getShort(25) & 0xffff);
  }

  /** Returns the protocol identifiers of the floors. */
  private static List<Integer> protocols(byte[] tower) {
    List<Integer> protocols = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(tower).order(ByteOrder.LITTLE_ENDIAN);
    int floors = tower.length < 2 ? 0 : in.getShort() & 0xffff;
    for (int i = 0; i < floors && in.remaining() > 4; i++) {
      int lhs = in.getShort() & 0xffff;
      protocols.add(in.get(in.position()) & 0xff);
      in.position(Math.min(in.limit() - 2, in.position() + lhs));
      int rhs = in.getShort() & 0xffff;
      in.position(Math.min(in.limit(), in.position() + rhs));
    }
    return protocols;
  }
}
