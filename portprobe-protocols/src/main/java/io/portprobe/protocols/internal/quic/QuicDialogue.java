package io.portprobe.protocols.internal.quic;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A dialogue of one packet with an unknown version, and its version negotiation packet. */
final class QuicDialogue implements Dialogue {
  /** The least size of a datagram to which a server responds (RFC 9000 section 14.1). */
  static final int DATAGRAM = 1_200;

  private static final int ID = 8; // the least size of the first destination id (section 7.2)
  private static final int LONG_HEADER = 0x80;
  private static final int FIXED_BIT = 0x40;
  private static final int RESERVED = 0x0a0a_0a0a;
  private static final int RESERVED_MASK = 0x0f0f_0f0f;
  private static final int MAX_VERSIONS = 256;
  private static final int VERSION = 4;

  private final byte[] destination = new byte[ID];
  private final byte[] source = new byte[ID];
  private final int version;

  QuicDialogue(RandomGenerator random) {
    random.nextBytes(destination);
    random.nextBytes(source);
    this.version = (random.nextInt() & ~RESERVED_MASK) | RESERVED;
  }

  /** The rest of an Initial packet depends on its version, which is unknown: it is zeros. */
  @Override
  public Step start() {
    ByteBuffer packet = ByteBuffer.allocate(DATAGRAM);
    packet.put((byte) (LONG_HEADER | FIXED_BIT)).putInt(version);
    packet.put((byte) ID).put(destination).put((byte) ID).put(source);
    return Step.send(packet.clear());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    ByteBuffer packet = bytes.slice();
    int header = 1 + VERSION + 2 * (1 + ID);
    if (packet.remaining() < header || (packet.get() & LONG_HEADER) == 0 || packet.getInt() != 0) {
      return Step.await("expected a version negotiation packet, received another datagram");
    }
    if (!hasId(packet, source) || !hasId(packet, destination)) {
      return Step.await("received other connection ids");
    }
    if (!packet.hasRemaining() || packet.remaining() % VERSION != 0) {
      return Step.await("received a version negotiation packet without versions");
    }
    return versions(packet);
  }

  private static boolean hasId(ByteBuffer packet, byte[] id) {
    byte[] received = new byte[ID];
    if (packet.get() != ID || packet.remaining() < ID) {
      return false;
    }
    packet.get(received);
    return Arrays.equals(received, id);
  }

  private Step versions(ByteBuffer packet) {
    List<Integer> versions = new ArrayList<>();
    boolean greased = false;
    while (packet.hasRemaining() && versions.size() < MAX_VERSIONS) {
      int each = packet.getInt();
      if (each == version) {
        return Step.await("received the version of the request, which no server supports");
      }
      if ((each & RESERVED_MASK) == RESERVED) {
        greased = true;
      } else {
        versions.add(each);
      }
    }
    return Step.finish(DefaultQuicVersions.of(versions, greased));
  }
}
