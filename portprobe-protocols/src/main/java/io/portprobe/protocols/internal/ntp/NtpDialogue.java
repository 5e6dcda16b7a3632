package io.portprobe.protocols.internal.ntp;

import io.portprobe.protocols.ntp.NtpResponse;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two requests in client mode, of which the response with the lower delay counts, as in the clock
 * filter of RFC 5905 section 10. Confined to the event loop.
 */
final class NtpDialogue implements Dialogue {
  private static final int LENGTH = 48;
  private static final byte VERSION_4_CLIENT = 0x23;
  private static final int MODE = 7;
  private static final int SERVER = 4;
  private static final int ORIGIN = 24;
  private static final int TRANSMIT = 40;

  /** Servers that limit the rate of requests do not respond to the second one. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final DialogueContext context;
  private long id;
  private Instant sent = Instant.EPOCH;
  private @Nullable DefaultNtpResponse first;

  NtpDialogue(DialogueContext context) {
    this.context = context;
  }

  @Override
  public Step start() {
    return Step.send(request());
  }

  private byte[] request() {
    do {
      id = context.random().nextLong();
    } while (id == 0);
    byte[] packet = new byte[LENGTH];
    ByteBuffer.wrap(packet).put(0, VERSION_4_CLIENT).putLong(TRANSMIT, id);
    sent = context.clock().instant();
    return packet;
  }

  @Override
  public Step received(ByteBuffer bytes) {
    Instant received = context.clock().instant();
    ByteBuffer packet = bytes.slice();
    if (packet.remaining() < LENGTH) {
      return Step.await(packet.remaining() + " bytes (expected: at least " + LENGTH + ")");
    }
    if ((packet.get(0) & MODE) != SERVER) {
      return Step.await("mode " + (packet.get(0) & MODE) + " (expected: " + SERVER + ", server)");
    }
    if (packet.getLong(ORIGIN) != id) {
      return Step.await("an origin timestamp that is not the transmit timestamp of the request");
    }
    DefaultNtpResponse response = DefaultNtpResponse.decode(packet, sent, received);
    if (first != null) {
      return Step.finish(better(first, response));
    }
    if (response.delay().isEmpty()) {
      return Step.finish(response);
    }
    first = response;
    return Step.send(request(), Step.await(PATIENCE));
  }

  private static NtpResponse better(DefaultNtpResponse first, DefaultNtpResponse second) {
    Optional<Duration> delay = second.delay();
    return delay.isPresent() && delay.get().compareTo(first.delay().orElseThrow()) <= 0
        ? second
        : first;
  }

  @Override
  public Step silent() {
    return first == null ? Step.await() : Step.finish(first);
  }

  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(first);
  }
}
