package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** A query for the names of the probed address. Confined to the event loop. */
final class LlmnrDialogue extends FrameDialogue {
  private static final Framing FRAMING = Framing.lengthPrefix(Short.BYTES, 65_535);

  private final DnsQuery query;

  LlmnrDialogue(DialogueContext context) {
    super(context, FRAMING);
    this.query = DnsQuery.names(context.peer().getAddress(), context.random());
  }

  @Override
  public Step start() {
    return request(query.message());
  }

  @Override
  protected Step message(ByteBuffer bytes) {
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      return Step.finish(
          DefaultLlmnrResult.of(new LinkLocalReader(transport(), false).read(query, message)));
    } catch (ResponseMismatchException e) {
      return transport() == Transport.UDP
          ? Step.await("received " + e.reason())
          : Step.mismatch(e.reason());
    }
  }
}
