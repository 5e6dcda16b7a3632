package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two one-shot queries, sent together, since a responder may have a response to one of them only.
 * Confined to the event loop.
 */
final class MdnsDialogue implements Dialogue {
  private static final String SERVICES = "_services._dns-sd._udp.local.";

  /** Responders delay a response by up to 120 ms (RFC 6762 section 6), or 500 with many answers. */
  private static final Duration QUIET = Duration.ofMillis(600);

  private static final LinkLocalReader READER = new LinkLocalReader(Transport.UDP, true);

  private final DnsQuery forServices;
  private final DnsQuery forName;
  private @Nullable DnsAnswer services;
  private @Nullable DnsAnswer name;

  MdnsDialogue(DialogueContext context) {
    this.forServices = DnsQuery.pointers(SERVICES, context.random());
    this.forName = DnsQuery.names(context.peer().getAddress(), context.random());
  }

  @Override
  public Step start() {
    return Step.send(forServices.message(), Step.send(forName.message()));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    try {
      if (forName.hasIdOf(message)) {
        name = READER.read(forName, message);
      } else {
        services = READER.read(forServices, message);
      }
    } catch (ResponseMismatchException e) {
      return Step.await("received " + e.reason());
    }
    return name != null && services != null ? Step.finish(result()) : Step.more(QUIET);
  }

  @Override
  public Step silent() {
    return partial().map(Step::finish).orElseGet(Step::await);
  }

  private DefaultMdnsResult result() {
    return DefaultMdnsResult.of(Optional.ofNullable(name), Optional.ofNullable(services));
  }

  @Override
  public Step closed() {
    throw new IllegalStateException("end of stream: received (expected: datagrams only)");
  }

  @Override
  public Optional<Finding> partial() {
    return name == null && services == null ? Optional.empty() : Optional.of(result());
  }
}
