package io.portprobe.protocols.internal.http;

import io.portprobe.protocols.internal.http1.HeadFraming;
import io.portprobe.protocols.internal.http1.ResponseHead;
import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A dialogue of one request and the head of its response. Skips a limited number of interim
 * responses (RFC 9110 section 15.2).
 */
abstract class ResponseDialogue extends FrameDialogue {
  private static final int MAX_INTERIM = 10;
  private static final int SWITCHING_PROTOCOLS = 101;

  /** The share of the finding for the fields: text, escaped text, and the lines of it. */
  private static final int SHARE = 8;

  private final int budget;
  private int interim;

  ResponseDialogue(DialogueContext context) {
    super(context, HeadFraming.INSTANCE);
    this.budget = context.findingBytes() / SHARE;
  }

  /** Returns the step after a final response. */
  abstract Step response(ResponseHead head);

  /** Returns the finding about a response whose head is not complete. */
  abstract Optional<Finding> incomplete(ResponseHead head);

  @Override
  protected final Step message(ByteBuffer message) {
    Optional<ResponseHead> head = ResponseHead.read(message, budget);
    if (head.isEmpty()) {
      return Step.mismatch(
          "expected an HTTP/1 response, received " + PeerText.excerpt(bytes(message)));
    }
    if (head.get().status() / 100 == 1 && head.get().status() != SWITCHING_PROTOCOLS) {
      interim++;
      return interim > MAX_INTERIM
          ? Step.mismatch("more than " + MAX_INTERIM + " interim responses")
          : Step.await();
    }
    return response(head.get());
  }

  @Override
  protected final Step onClosed(int rest) {
    return unfinished()
        .map(this::response)
        .orElse(
            Step.mismatch(
                "the peer closed the connection after "
                    + rest
                    + " bytes (expected: an HTTP/1 response)"));
  }

  @Override
  public final Optional<Finding> partial() {
    return unfinished().flatMap(this::incomplete);
  }

  private Optional<ResponseHead> unfinished() {
    return ResponseHead.read(unfinishedFrame(), budget);
  }

  final int budget() {
    return budget;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
