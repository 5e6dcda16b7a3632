package io.portprobe.protocols.internal.store;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Queries the version over UDP. Each datagram begins with a frame header: id, sequence number,
 * number of datagrams, and two reserved bytes. Confined to the event loop.
 */
final class MemcachedDatagramDialogue implements Dialogue {
  private static final int HEADER = 8;

  private final int id;

  MemcachedDatagramDialogue(int id) {
    this.id = id;
  }

  @Override
  public Step start() {
    byte[] command = MemcachedReply.REQUEST.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(HEADER + command.length);
    request.putShort((short) id).putShort((short) 0).putShort((short) 1).putShort((short) 0);
    return Step.send(request.put(command).flip());
  }

  @Override
  public Step received(ByteBuffer datagram) {
    if (datagram.remaining() < HEADER) {
      return Step.await("received " + datagram.remaining() + " bytes, too few for a frame header");
    }
    int received = datagram.getShort() & 0xffff;
    if (received != id) {
      return Step.await("received id " + received + ", sent " + id);
    }
    if (datagram.getShort() != 0 || datagram.getShort() != 1) {
      return Step.await("received a frame that is not the only one of its response");
    }
    datagram.getShort();
    String text = StandardCharsets.ISO_8859_1.decode(datagram).toString();
    int end = text.indexOf("\r\n");
    return end < 0 || end > MemcachedReply.MAX_LINE
        ? Step.await("received no reply line after the frame header")
        : MemcachedReply.read(text.substring(0, end))
            .map(Step::finish)
            .orElseGet(() -> Step.await("received a reply line that memcached does not send"));
  }
}
