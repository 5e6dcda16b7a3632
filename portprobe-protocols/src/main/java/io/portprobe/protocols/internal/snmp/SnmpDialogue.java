package io.portprobe.protocols.internal.snmp;

import io.portprobe.Transport;
import io.portprobe.protocols.internal.snmp.SnmpMessages.Decoded;
import io.portprobe.protocols.internal.snmp.SnmpMessages.Report;
import io.portprobe.protocols.snmp.Snmp;
import io.portprobe.protocols.snmp.SnmpAgent;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Sends a GetRequest with SNMPv2c. An agent drops a message whose version or community it does not
 * accept (RFC 1157 section 4.1, RFC 3584 section 4.2), so repeats alternate between the forms. An
 * engine that responds to the discovery of SNMPv3 receives the GetRequests once more, in case that
 * the network has lost the first. Confined to the event loop.
 */
final class SnmpDialogue extends FrameDialogue {
  /** Request ids have four bytes, so that all requests are equally long. */
  private static final int SMALLEST_ID = 1 << 24;

  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final int id;
  private final byte[] v1;
  private final byte[] v2c;
  private final byte[] v3;
  private final Iterator<byte[]> overTcp;
  private Optional<SnmpAgent> engine = Optional.empty();

  SnmpDialogue(DialogueContext context) {
    super(context, Framing.of(BerFrames.MAX_LENGTH, BerFrames::length));
    id = context.random().nextInt(SMALLEST_ID, Integer.MAX_VALUE);
    String community = context.option(Snmp.COMMUNITY);
    v1 = SnmpMessages.request(SnmpMessages.V1, community, id);
    v2c = SnmpMessages.request(SnmpMessages.V2C, community, id);
    v3 = SnmpMessages.discovery(id);
    overTcp = List.of(v1, v3).iterator();
  }

  @Override
  public Step start() {
    return transport() == Transport.UDP
        ? Step.send(v2c, Step.poll(v3, v1, v2c))
        : request(v2c, Step.await(PATIENCE));
  }

  @Override
  protected Step message(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    Decoded decoded;
    try {
      decoded = SnmpMessages.decode(bytes);
    } catch (SnmpFormatException e) {
      return unrelated("the message is no SNMP response: " + e.getMessage());
    }
    if (decoded.id() != id) {
      return unrelated("the SNMP response has another request id");
    }
    if (decoded instanceof Report && engine.isPresent()) {
      return Step.await(); // the response to a repeat
    }
    SnmpAgent finding = SystemGroup.finding(decoded);
    if (decoded instanceof Report) {
      engine = Optional.of(finding);
      return request(v2c, request(v1, Step.await(PATIENCE)));
    }
    return Step.finish(finding);
  }

  private Step unrelated(String why) {
    return transport() == Transport.UDP ? Step.await(why) : Step.mismatch(why);
  }

  @Override
  protected Step onSilence() {
    if (engine.isPresent()) {
      return Step.finish(engine.get());
    }
    return overTcp.hasNext() ? request(overTcp.next(), Step.await(PATIENCE)) : Step.await();
  }

  @Override
  protected Step onClosed(int rest) {
    return engine.isPresent() ? Step.finish(engine.get()) : Step.await();
  }

  @Override
  public Optional<Finding> partial() {
    return engine.map(Finding.class::cast);
  }
}
