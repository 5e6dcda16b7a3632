package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sends the protocol header and reads the first frame of the broker. Confined to the event loop.
 */
final class AmqpDialogue extends FrameDialogue {
  AmqpDialogue(DialogueContext context) {
    super(context, AmqpFrames.FRAMING);
  }

  @Override
  public Step start() {
    return Step.send(AmqpFrames.header());
  }

  @Override
  protected Step message(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    if (Arrays.equals(bytes, AmqpFrames.header())) {
      // A broker replies with a header only to one that it does not accept, so this is an echo.
      return Step.mismatch("expected Connection.Start, received the header of the client");
    }
    return AmqpFrames.read(frame)
        .map(Step::finish)
        .orElseGet(
            () ->
                Step.mismatch(
                    "expected Connection.Start or another header, received "
                        + PeerText.excerpt(bytes)));
  }
}
