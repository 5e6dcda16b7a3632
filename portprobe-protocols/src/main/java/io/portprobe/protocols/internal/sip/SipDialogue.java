package io.portprobe.protocols.internal.sip;

import io.portprobe.Transport;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A dialogue of one OPTIONS request and its final response. Confined to the event loop. */
final class SipDialogue extends FrameDialogue {
  private static final int KEEP_ALIVE = 2;
  private static final int MAX_FRAMES = 100;
  private static final int HEAP_OF_NAMES = 1024; // of one name in each of three lists

  private final SipRequest request;
  private final int maxNames;
  private int frames;

  SipDialogue(DialogueContext context, SipRequest request) {
    super(context, new SipFraming());
    this.request = request;
    this.maxNames = context.findingBytes() / HEAP_OF_NAMES;
  }

  @Override
  public Step start() {
    return request(request.encode());
  }

  @Override
  protected Step message(ByteBuffer received) {
    boolean udp = transport() == Transport.UDP;
    if (!udp && ++frames > MAX_FRAMES) {
      return Step.mismatch("expected a final response, received other messages");
    }
    if (received.remaining() <= KEEP_ALIVE) {
      return Step.await();
    }
    Optional<SipResponse> response = SipResponse.read(received);
    if (response.isEmpty() || !response.get().answers(request)) {
      String why = "received a message without the branch, Call-ID and CSeq of the request";
      return udp ? Step.await(why) : Step.mismatch(why);
    }
    return response.get().isProvisional()
        ? Step.more()
        : Step.finish(DefaultSipResult.of(response.get(), maxNames));
  }
}
