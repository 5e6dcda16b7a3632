package io.portprobe.protocols.internal.netbios;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** Request and response, a datagram each. */
final class NameServiceDialogue implements Dialogue {
  /** Makes a finding of a response to the request. */
  interface Reader {
    Finding read(NameServiceResponse response) throws UnrelatedDatagramException;
  }

  private final int id;
  private final byte[] request;
  private final Reader reader;

  NameServiceDialogue(int id, byte[] request, Reader reader) {
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
      return Step.finish(reader.read(NameServiceResponse.read(id, bytes)));
    } catch (UnrelatedDatagramException e) {
      // Late, stray or forged: the response may still come.
      return Step.await();
    }
  }

  @Override
  public Step closed() {
    throw new IllegalStateException("a datagram conversation has no end of stream");
  }
}
