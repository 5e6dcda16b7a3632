package io.portprobe.protocols.internal.store;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;

/** Sends OPTIONS and reads the response. Confined to the event loop. */
final class CassandraDialogue extends FrameDialogue {
  private static final int STREAMS = 1 << 15;

  private final int stream;

  CassandraDialogue(DialogueContext context) {
    super(context, CassandraFrames.FRAMING);
    this.stream = context.random().nextInt(STREAMS);
  }

  @Override
  public Step start() {
    return Step.send(CassandraFrames.options(stream));
  }

  @Override
  protected Step message(ByteBuffer frame) {
    int received = CassandraFrames.stream(frame);
    return CassandraFrames.read(frame)
        .filter(finding -> received == stream || isVersionError(received, finding))
        .map(Step::finish)
        .orElseGet(() -> Step.mismatch("expected a response to OPTIONS, received another frame"));
  }

  /** A server that does not support the version of a frame does not read its stream id. */
  private static boolean isVersionError(int received, CassandraFinding finding) {
    return received == 0 && finding.errorCode().isPresent();
  }
}
