package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A dialogue with a server that never responds. Any data, and the end of the stream, is a mismatch.
 * Confined to the event loop.
 */
final class SilentDialogue implements Dialogue {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final String protocol;
  private final byte[] request;

  private SilentDialogue(String protocol, byte[] request) {
    this.protocol = protocol;
    this.request = request;
  }

  /** Creates a dialogue that sends a random line. */
  static SilentDialogue discard(RandomGenerator random) {
    return new SilentDialogue("discard", RandomLine.create(random));
  }

  /** Creates a dialogue that sends nothing, since the server would store it. */
  static SilentDialogue syslog() {
    return new SilentDialogue("syslog", new byte[0]);
  }

  @Override
  public Step start() {
    return request.length == 0 ? Step.await(SILENCE) : Step.send(request, Step.await(SILENCE));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    return Step.mismatch("expected silence, received data");
  }

  @Override
  public Step silent() {
    return Step.finish(new DefaultSilentService(protocol, request.length, SILENCE));
  }
}
