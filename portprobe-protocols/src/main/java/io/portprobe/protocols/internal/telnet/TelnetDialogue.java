package io.portprobe.protocols.internal.telnet;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A dialogue with a Telnet server: refuses every option and collects the text until the server is
 * silent. Confined to the event loop.
 */
final class TelnetDialogue implements Dialogue {
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final int MAX_RECEIVED = 64 * 1024;
  private static final int MAX_TEXT = 8 * 1024;
  private static final int HEAP_OF_A_BYTE = 16; // an escaped control character

  private final TelnetStream stream;
  private int received;

  TelnetDialogue(DialogueContext context) {
    this.stream = new TelnetStream(Math.min(MAX_TEXT, context.findingBytes() / HEAP_OF_A_BYTE));
  }

  /** Waits, since a Telnet server sends first. */
  @Override
  public Step start() {
    return Step.await();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (++received > MAX_RECEIVED) {
        return end(false);
      }
      if (!stream.add(bytes.get() & 0xff)) {
        return Step.mismatch("expected Telnet commands and text, received other bytes");
      }
    }
    byte[] refusals = stream.takeRefusals();
    return refusals.length == 0 ? Step.more(QUIET) : Step.send(refusals, Step.more(QUIET));
  }

  @Override
  public Step silent() {
    return end(true);
  }

  @Override
  public Step closed() {
    return end(true);
  }

  private Step end(boolean complete) {
    DefaultTelnetResult result = DefaultTelnetResult.of(stream, complete && !stream.isCut());
    return result.provesTelnet()
        ? Step.finish(result)
        : Step.mismatch("expected a Telnet command or a login prompt, received none");
  }

  @Override
  public Optional<Finding> partial() {
    DefaultTelnetResult result = DefaultTelnetResult.of(stream, false);
    return result.provesTelnet() ? Optional.of(result) : Optional.empty();
  }
}
