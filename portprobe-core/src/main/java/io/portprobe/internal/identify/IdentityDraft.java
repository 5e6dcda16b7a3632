package io.portprobe.internal.identify;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.dialogue.FirstBytes;
import io.portprobe.internal.identify.Candidates.Recognition;
import io.portprobe.internal.identify.DefaultServiceIdentity.Observation;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an identification over TCP has found out so far. Confined to the event loop. */
final class IdentityDraft {
  static final String ENDED_BY_DEADLINE = ", and the deadline ended the identification early";

  private static final int MAX_SHOWN = 100;

  private final Endpoint endpoint;
  private final PlugInFailures failures;
  private final FirstBytes firstBytes = new FirstBytes();
  private @Nullable TlsInfo tls;
  private String evidence = "";
  private boolean endedByDeadline;

  IdentityDraft(Endpoint endpoint, PlugInFailures failures) {
    this.endpoint = endpoint;
    this.failures = failures;
  }

  void onReceived(ByteBuffer bytes) {
    firstBytes.append(bytes);
  }

  void tls(TlsInfo info) {
    tls = info;
  }

  /** Returns the facts of the TLS session; null without TLS. */
  @Nullable TlsInfo tls() {
    return tls;
  }

  /** The peer speaks TLS, but rejected a handshake. */
  void onTlsRejected(TlsFailure failure) {
    if (tls == null) {
      tls = failure.tls();
    }
    evidence = "the peer speaks TLS: " + failure.reason();
    if (failure.tls().clientCertificateRequested()) {
      evidence += ", and the peer requested a client certificate";
    }
  }

  /** The deadline ended the identification before it was complete. */
  void onDeadline() {
    endedByDeadline = true;
  }

  /** Replaces the evidence. */
  void evidence(String text) {
    evidence = text;
  }

  /** Replaces the evidence by a text and bytes of the peer. */
  void evidence(String text, ByteBuffer bytes) {
    String shown = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    evidence = text + SafeText.quote(shown.substring(0, Math.min(shown.length(), MAX_SHOWN)));
  }

  /** Returns the identity of a peer that speaks a protocol, or refuses to. */
  DefaultServiceIdentity confirmed(
      Candidate candidate,
      Optional<Finding> finding,
      Optional<Recognition> recognition,
      int connections) {
    ServiceFacts facts =
        finding.map(found -> candidate.facts(found, failures)).orElse(ServiceFacts.none());
    if (facts.equals(ServiceFacts.none())) {
      facts =
          recognition
              .filter(known -> known.candidate().equals(candidate))
              .map(Recognition::facts)
              .orElse(facts);
    }
    evidence =
        finding.isPresent()
            ? "the dialogue of the protocol " + candidate.name() + " has a finding"
            : "the peer refused a request of the protocol " + candidate.name();
    return unnamed(Verdict.UNKNOWN, connections)
        .named(candidate.name(), facts, Confidence.CONFIRMED, finding);
  }

  /** Returns the identity of a peer whose bytes a protocol recognises. */
  DefaultServiceIdentity recognised(Recognition recognition, int connections) {
    return unnamed(Verdict.UNKNOWN, connections)
        .named(
            recognition.candidate().name(),
            recognition.facts(),
            Confidence.RECOGNISED,
            Optional.empty());
  }

  /** Returns an identity without a protocol. */
  DefaultServiceIdentity unnamed(Verdict verdict, int connections) {
    return DefaultServiceIdentity.unnamed(
        endpoint,
        PortState.LISTENING,
        verdict,
        new Observation(
            Optional.ofNullable(tls),
            evidence.isEmpty() ? description(verdict, connections) : evidence,
            connections,
            firstBytes.copy()),
        failures.all());
  }

  private String description(Verdict verdict, int connections) {
    TlsInfo info = tls;
    if (verdict == Verdict.UNKNOWN && info != null && firstBytes.size() == 0) {
      return info.clientCertificateRequested()
          ? "the peer sent nothing over TLS, and requested a client certificate"
          : "the peer sent nothing over TLS";
    }
    String count = connections + (connections == 1 ? " connection" : " connections");
    return switch (verdict) {
      case SILENT -> "the peer sent nothing on " + count + untilDeadline();
      case CLOSES -> "the peer closed " + count + " without data" + untilDeadline();
      case ACCEPTS_EVERYTHING -> DefaultServiceIdentity.ACCEPTS_EVERYTHING;
      default -> "the peer sent data that no protocol recognises";
    };
  }

  private String untilDeadline() {
    return endedByDeadline ? ENDED_BY_DEADLINE : "";
  }
}
