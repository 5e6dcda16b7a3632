package io.portprobe.protocols.internal.rdp;

import io.portprobe.protocols.rdp.Rdp;
import io.portprobe.protocols.rdp.RdpSecurity;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A negotiation of TLS and Network Level Authentication, then one for each other security protocol
 * on a new connection. Confined to the event loop.
 */
final class RdpDialogue extends FrameDialogue {
  private static final int OFFERED =
      RdpSecurity.TLS.value()
          | RdpSecurity.NLA.value()
          | RdpSecurity.NLA_EARLY_AUTHORIZATION.value();

  private final boolean each;
  private final Deque<RdpSecurity> remaining = new ArrayDeque<>();
  private final Set<RdpSecurity> supported = EnumSet.noneOf(RdpSecurity.class);
  private final List<String> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Negotiation first;
  private boolean requiresNla;

  RdpDialogue(DialogueContext context) {
    super(context, Negotiation.framing());
    this.each = context.option(Rdp.EACH);
  }

  @Override
  public Step start() {
    return request(Negotiation.request(OFFERED));
  }

  @Override
  protected Step message(ByteBuffer frame) {
    Optional<Negotiation> decoded = Negotiation.decode(frame);
    if (decoded.isEmpty()) {
      return first == null
          ? Step.mismatch("expected a connection confirm of RDP, received another TPKT")
          : skip("received another TPKT");
    }
    Negotiation negotiation = decoded.get();
    negotiation.selected().ifPresent(supported::add);
    requiresNla |= negotiation.failure() == Negotiation.HYBRID_REQUIRED;
    if (first != null) {
      RdpSecurity offered = remaining.remove();
      if (negotiation.failure() != 0) {
        refusals.add(offered + ": " + negotiation.failureName());
      }
      return next();
    }
    first = negotiation;
    if (negotiation.failure() != 0) {
      refusals.add("TLS and NLA: " + negotiation.failureName());
    }
    if (each) {
      remaining.addAll(List.of(RdpSecurity.values()));
      remaining.remove(negotiation.selected().orElse(RdpSecurity.NLA_EARLY_AUTHORIZATION));
    }
    return negotiation.selected().filter(chosen -> chosen != RdpSecurity.STANDARD).isPresent()
        ? Step.startTls()
        : next();
  }

  @Override
  public Step secured(TlsInfo tls) {
    return next();
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    notes.add("the TLS handshake failed");
    return next();
  }

  private Step next() {
    return remaining.isEmpty() ? Step.finish(result(each)) : Step.reconnect();
  }

  @Override
  protected Step onConnected() {
    return first == null ? start() : request(Negotiation.request(remaining.element().value()));
  }

  /** Servers close the connection for protocols that they do not know. */
  @Override
  protected Step onClosed(int rest) {
    return first == null || remaining.isEmpty()
        ? Step.mismatch("the peer closed the connection (expected: a connection confirm of RDP)")
        : skip("the server closed the connection");
  }

  private Step skip(String why) {
    refusals.add(remaining.remove() + ": " + why);
    return next();
  }

  private DefaultRdpResult result(boolean complete) {
    return new DefaultRdpResult(
        Optional.ofNullable(first).flatMap(Negotiation::selected),
        supported,
        requiresNla,
        refusals,
        complete,
        notes);
  }

  @Override
  public Optional<Finding> partial() {
    return first == null ? Optional.empty() : Optional.of(result(false));
  }
}
