package io.portprobe.protocols.netbios;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** Request and response, a datagram each. */
final class NodeStatusDialogue implements Dialogue {
  private final int id;
  private final byte[] request;
  private final NodeStatusReader reader;

  NodeStatusDialogue(int id, byte[] request, NodeStatusReader reader) {
    this.id = id;
    this.request = request;
    this.reader = reader;
  }

  @Override
  public Step start() {
    return Step.send(request);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    try {
      return Step.finish(reader.read(id, bytes.slice()));
    } catch (NoResponseException e) {
      // Late, stray or forged: the response may still come.
      return Step.await();
    }
  }

  @Override
  public Step closed() {
    throw new IllegalStateException("a datagram conversation has no end of stream");
  }
}
