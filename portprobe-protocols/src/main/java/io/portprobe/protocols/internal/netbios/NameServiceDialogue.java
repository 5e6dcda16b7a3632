package io.portprobe.protocols.internal.netbios;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** A dialogue of the name service: a request and a response, one datagram each. */
final class NameServiceDialogue implements Dialogue {
  /** A decoder of the response to the request. */
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
      // A late, stray or forged datagram. The response may follow.
      return Step.await(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Step closed() {
    throw new IllegalStateException("end of stream: received (expected: datagrams only)");
  }
}
