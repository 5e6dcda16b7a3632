package io.portprobe.protocols.internal.simple;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** A dialogue with a character generator. Confined to the event loop. */
final class ChargenDialogue implements Dialogue {
  private static final byte[] ANY_DATAGRAM = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LINES_OF_STREAM = 3;
  private static final int LINES_OF_DATAGRAM = 2;
  private static final String OTHER = "expected lines of a character generator, received others";

  private final Transport transport;
  private final ByteBuffer stream = ByteBuffer.allocate(ShiftedLines.MAX_BYTES);
  private int lines;
  private byte last;

  ChargenDialogue(DialogueContext context) {
    this.transport = context.transport();
  }

  @Override
  public Step start() {
    return transport == Transport.UDP ? Step.send(ANY_DATAGRAM) : Step.await();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      OptionalInt length = ShiftedLines.lineLength(bytes, LINES_OF_DATAGRAM);
      return length.isPresent() ? finish(length.getAsInt()) : Step.await(OTHER);
    }
    while (bytes.hasRemaining() && stream.hasRemaining() && lines < LINES_OF_STREAM) {
      byte next = bytes.get();
      lines += last == '\r' && next == '\n' ? 1 : 0;
      last = next;
      stream.put(next);
    }
    if (lines < LINES_OF_STREAM && stream.hasRemaining()) {
      return Step.await();
    }
    OptionalInt length = ShiftedLines.lineLength(stream.flip(), LINES_OF_STREAM);
    return length.isPresent() ? finish(length.getAsInt()) : Step.mismatch(OTHER);
  }

  private static Step finish(int length) {
    return Step.finish(new DefaultCharacterStream(length));
  }
}
