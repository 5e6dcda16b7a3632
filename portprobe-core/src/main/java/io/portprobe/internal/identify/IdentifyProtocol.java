package io.portprobe.internal.identify;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The identification of one endpoint, in the form of a protocol. Immutable. */
public final class IdentifyProtocol implements Protocol {
  /** The name in reports; no protocol of the registry. */
  public static final String NAME = "identify";

  private final Candidates candidates;
  private final IdentifySettings settings;
  private final HostControl control;
  private final Duration timeout;
  private final boolean tlsAllowed;

  private IdentifyProtocol(
      Candidates candidates,
      IdentifySettings settings,
      HostControl control,
      Duration timeout,
      boolean tlsAllowed) {
    this.candidates = candidates;
    this.settings = settings;
    this.control = control;
    this.timeout = timeout;
    this.tlsAllowed = tlsAllowed;
  }

  /**
   * Returns the identification in the form of the registry, which does not contain it.
   *
   * @param timeout the time from the start of the probe to its deadline
   * @param tlsAllowed whether a TLS handshake may be tried
   */
  public static ProtocolRegistry.Entry entry(
      Endpoint endpoint,
      Candidates candidates,
      IdentifySettings settings,
      HostControl control,
      Duration timeout,
      boolean tlsAllowed) {
    Binding binding = Binding.of(endpoint.transport(), endpoint.port());
    boolean anyPort = endpoint.transport() == Transport.UDP && candidates.repliesFromAnyPort();
    return new ProtocolRegistry.Entry(
        NAME,
        new IdentifyProtocol(candidates, settings, control, timeout, tlsAllowed),
        Set.of(anyPort ? binding.withRepliesFromAnyPort() : binding),
        List::of,
        settings.maxConnections() - 1);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    if (context.transport() == Transport.UDP) {
      return new UdpIdentification(context, candidates, settings.unsafeProtocols());
    }
    PlugInFailures failures = new PlugInFailures();
    return new TcpIdentification(
        context, candidates, control, plan(context, failures), failures, timeout);
  }

  private IdentifyPlan plan(DialogueContext context, PlugInFailures failures) {
    int port = context.peer().getPort();
    boolean quiet = !settings.unsafeProtocols() && candidates.isQuiet(Transport.TCP, port);
    return new IdentifyPlan(
        new IdentifyPlan.Input(
            port,
            timeout,
            settings.maxConnections(),
            layer(context, false),
            layer(context, true),
            tlsAllowed && !quiet,
            candidates.isTlsPort(port)),
        failures);
  }

  private IdentifyPlan.Layer layer(DialogueContext context, boolean tls) {
    int port = context.peer().getPort();
    return new IdentifyPlan.Layer(
        candidates.requests(Transport.TCP, port, tls, settings.unsafeProtocols()),
        !sendsFirst(context, tls));
  }

  /** Returns whether the first protocol of the port sends before the server does. */
  private boolean sendsFirst(DialogueContext context, boolean tls) {
    int port = context.peer().getPort();
    return candidates.bound(Transport.TCP, port, tls).stream()
        .findFirst()
        .map(candidate -> firstStep(candidate, context))
        .filter(Step.Send.class::isInstance)
        .isPresent();
  }

  /** Returns the first step without TLS: that over TLS needs the result of a handshake. */
  private static Step firstStep(Candidate candidate, DialogueContext context) {
    CandidateContext plain =
        new CandidateContext(
            context, candidate.on(Transport.TCP, context.peer().getPort(), false), false);
    return new GuardedDialogue(candidate, plain, new PlugInFailures()).start();
  }
}
