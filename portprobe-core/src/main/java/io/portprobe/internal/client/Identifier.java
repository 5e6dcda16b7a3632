package io.portprobe.internal.client;

import io.portprobe.AddressSelection;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.identify.Candidates;
import io.portprobe.internal.identify.DefaultServiceIdentity;
import io.portprobe.internal.identify.IdentifyProtocol;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Sockets;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.probe.ProbeSettings.Targets;
import io.portprobe.internal.probe.ProbeSettings.TlsFirst;
import io.portprobe.internal.probe.ReportFindings;
import io.portprobe.internal.util.Futures;
import io.portprobe.spi.Finding;
import io.portprobe.text.Durations;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Identifies services: probes whose protocol is an {@link IdentifyProtocol}. Thread-safe. */
final class Identifier {
  /** Time for the control ports of a host. */
  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(1);

  private final DefaultProbeClient client;
  private final Candidates candidates;
  private final ClientConfig config;

  Identifier(DefaultProbeClient client, Candidates candidates, ClientConfig config) {
    this.client = client;
    this.candidates = candidates;
    this.config = config;
  }

  /**
   * Returns the control ports of one identification or scan.
   *
   * @param timeout the time for each identification
   */
  ControlPorts controlPorts(Duration timeout) {
    Duration half = Durations.part(timeout, 2); // so that they end by the deadline
    Duration time = Durations.min(half, CONTROL_TIMEOUT);
    return new ControlPorts(
        (endpoint, address) ->
            client.executeQuietly(
                new ProbeSettings(endpoint, time, config.findingBytes())
                    .withTargets(new Targets(AddressSelection.ALL, address))
                    .withSpeech(Speech.none().withStateOnly())
                    .withSockets(new Sockets(null, 0, true, Duration.ZERO)),
                ProbeReport::state));
  }

  /** Identifies the service of an endpoint. */
  CompletableFuture<ServiceIdentity> identity(ProbeSettings settings, IdentifySettings limits) {
    ControlPorts control = controlPorts(settings.timeout());
    CompletableFuture<ProbeReport> report = report(settings, limits, control);
    CompletableFuture<ServiceIdentity> identity = new CompletableFuture<>();
    var unused =
        report.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                identity.complete(best(value));
              } else {
                identity.completeExceptionally(failure);
              }
            });
    return cancelling(identity, report, control);
  }

  /**
   * Returns a report whose dialogues found an identity. Cancelling it closes the sockets.
   *
   * @param control the control ports, which may be shared by many endpoints
   */
  CompletableFuture<ProbeReport> report(
      ProbeSettings settings, IdentifySettings limits, ControlPorts control) {
    Speech speech = settings.speech();
    Endpoint endpoint = settings.endpoint();
    boolean tls = speech.tlsFirst() != TlsFirst.NO && endpoint.transport() == Transport.TCP;
    ProbeSettings identifying =
        settings.withSpeech(
            speech.identifying(
                IdentifyProtocol.entry(
                    endpoint, candidates, limits, control, settings.timeout(), tls)));
    CompletableFuture<ProbeReport> probe = client.execute(identifying, value -> value);
    CompletableFuture<ProbeReport> result = new CompletableFuture<>();
    var unused =
        probe
            .thenCompose(report -> withControl(report, control))
            .whenComplete(
                (report, failure) -> {
                  if (failure == null) {
                    result.complete(report);
                  } else {
                    result.completeExceptionally(Futures.unwrap(failure));
                  }
                });
    return cancelling(result, probe, null);
  }

  /** Adds the identity of ports that reset each connection before a dialogue began. */
  private static ProbeReport withResets(ProbeReport report) {
    return ReportFindings.completed(
        report,
        IdentifyProtocol.NAME,
        attempt -> DefaultServiceIdentity.ofReset(report.endpoint(), attempt));
  }

  /**
   * Waits for the control ports, and corrects the verdict. Dialogues have started the probes of
   * their control ports; those of ports without a dialogue are started here.
   */
  private static CompletionStage<ProbeReport> withControl(
      ProbeReport probed, ControlPorts control) {
    probed.attempts().stream()
        .filter(ReportFindings::isResetAtOnce)
        .forEach(attempt -> control.start(attempt.remote().getAddress()));
    ProbeReport report = withResets(probed);
    CompletableFuture<ProbeReport> checked = CompletableFuture.completedFuture(report);
    for (Attempt attempt : report.attempts()) {
      InetAddress address = attempt.remote().getAddress();
      if (of(attempt).filter(Identifier::sendsNothing).isPresent()) {
        checked =
            checked.thenCombine(
                control.result(address),
                (before, everything) ->
                    everything
                        ? ReportFindings.replaced(before, address, Identifier::acceptsEverything)
                        : before);
      }
    }
    return checked;
  }

  private static Finding acceptsEverything(Finding finding) {
    return finding instanceof DefaultServiceIdentity identity
        ? identity.ofHostThatAcceptsEverything()
        : finding;
  }

  /** Returns what the dialogue of an attempt identified. */
  private static Optional<ServiceIdentity> of(Attempt attempt) {
    return attempt
        .dialogue()
        .flatMap(DialogueReport::finding)
        .filter(ServiceIdentity.class::isInstance)
        .map(ServiceIdentity.class::cast);
  }

  private static boolean sendsNothing(ServiceIdentity identity) {
    return identity.endpoint().transport() == Transport.TCP
        && (identity.verdict() == Verdict.SILENT || identity.verdict() == Verdict.CLOSES);
  }

  /** Returns the identity of the address of which most is known. */
  private static ServiceIdentity best(ProbeReport report) {
    return report.attempts().stream()
        .map(Identifier::of)
        .flatMap(Optional::stream)
        .min(Comparator.comparing(ServiceIdentity::verdict))
        .orElseGet(() -> DefaultServiceIdentity.notReached(report));
  }

  private static <T> CompletableFuture<T> cancelling(
      CompletableFuture<T> result, CompletableFuture<?> probe, @Nullable ControlPorts control) {
    var unused =
        result.whenComplete(
            (value, failure) -> {
              probe.cancel(false); // no effect if it has completed
              if (control != null) {
                control.cancel();
              }
            });
    return result;
  }
}
