package io.portprobe.protocols.internal.stun;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A dialogue of one Binding request and its response. Confined to the event loop. */
final class StunDialogue extends FrameDialogue {
  static final int MAGIC_COOKIE = 0x2112_a442;

  private static final int BINDING_REQUEST = 1;
  private static final int TRANSACTION_ID = 12;
  private static final int MAX_MESSAGE = 4096;

  /** A message contains its length without the header, a multiple of four. */
  private static final Framing FRAMING =
      Framing.of(
          MAX_MESSAGE,
          received -> {
            int start = received.position();
            if (received.remaining() < 4) {
              return Framing.INCOMPLETE;
            }
            int length = received.getShort(start + 2) & 0xffff;
            return (received.get(start) & 0xc0) != 0 || length % 4 != 0
                ? Framing.INVALID
                : StunResponse.HEADER + length;
          });

  private final byte[] transactionId = new byte[TRANSACTION_ID];

  StunDialogue(DialogueContext context) {
    super(context, FRAMING);
    context.random().nextBytes(transactionId);
  }

  @Override
  public Step start() {
    return request(
        ByteBuffer.allocate(StunResponse.HEADER)
            .putShort((short) BINDING_REQUEST)
            .putShort((short) 0)
            .putInt(MAGIC_COOKIE)
            .put(transactionId)
            .array());
  }

  @Override
  protected Step message(ByteBuffer received) {
    Optional<StunResponse> response =
        StunResponse.read(received).filter(read -> read.answers(transactionId));
    if (response.isPresent()) {
      return Step.finish(response.get().toResult());
    }
    String why = "received a message that is no Binding response with the id of the request";
    return transport() == Transport.UDP ? Step.await(why) : Step.mismatch(why);
  }
}
