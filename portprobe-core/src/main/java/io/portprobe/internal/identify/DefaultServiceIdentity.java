package io.portprobe.internal.identify;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The result of an identification. */
public record DefaultServiceIdentity(
    Endpoint endpoint,
    PortState state,
    Verdict verdict,
    Optional<String> protocol,
    Optional<String> service,
    Optional<String> product,
    Optional<String> version,
    Optional<String> operatingSystem,
    Confidence confidence,
    Optional<TlsInfo> tls,
    String evidence,
    int connections,
    ByteBuffer firstBytes,
    Optional<Finding> finding,
    List<String> plugInFailures,
    ServiceFacts facts)
    implements ServiceIdentity {
  static final String ACCEPTS_EVERYTHING =
      "the peer sent nothing, and the host accepts connections to unused ports";

  /**
   * What was observed of a peer.
   *
   * @param tls the facts of the TLS session; empty without TLS
   * @param evidence why the verdict is what it is, in one line
   * @param connections the number of connections
   * @param firstBytes the first bytes that the peer sent
   */
  record Observation(
      Optional<TlsInfo> tls, String evidence, int connections, ByteBuffer firstBytes) {}

  /** Returns an identity without a protocol. */
  static DefaultServiceIdentity unnamed(
      Endpoint endpoint,
      PortState state,
      Verdict verdict,
      Observation seen,
      List<String> plugInFailures) {
    return new DefaultServiceIdentity(
        endpoint,
        state,
        verdict,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Confidence.NONE,
        seen.tls(),
        seen.evidence(),
        seen.connections(),
        seen.firstBytes(),
        Optional.empty(),
        plugInFailures,
        ServiceFacts.none());
  }

  /** Returns this identity with the name of a protocol. */
  DefaultServiceIdentity named(
      String name, ServiceFacts known, Confidence certainty, Optional<Finding> found) {
    return new DefaultServiceIdentity(
        endpoint,
        state,
        Verdict.IDENTIFIED,
        Optional.of(name),
        known.service().or(() -> Optional.of(name)),
        known.product(),
        known.version(),
        known.operatingSystem(),
        certainty,
        tls,
        evidence,
        connections,
        firstBytes,
        found,
        plugInFailures,
        known);
  }

  /** Returns the identity of a port of a host that accepts everything. */
  public DefaultServiceIdentity ofHostThatAcceptsEverything() {
    return unnamed(
        endpoint,
        state,
        Verdict.ACCEPTS_EVERYTHING,
        new Observation(tls, ACCEPTS_EVERYTHING, connections, firstBytes),
        plugInFailures);
  }

  /** Returns the identity of a port that accepted a connection and reset it at once. */
  public static DefaultServiceIdentity ofReset(Endpoint endpoint, Attempt attempt) {
    return unnamed(
        endpoint,
        attempt.state(),
        Verdict.CLOSES,
        new Observation(Optional.empty(), attempt.evidence(), 1, attempt.firstBytes()),
        List.of());
  }

  /** Returns the identity of a port that was not reached. */
  public static DefaultServiceIdentity notReached(ProbeReport report) {
    Attempt first = report.attempts().get(0);
    return unnamed(
        report.endpoint(),
        report.state(),
        report.state().isListening() ? Verdict.SILENT : Verdict.NOT_LISTENING,
        new Observation(Optional.empty(), first.evidence(), 0, first.firstBytes()),
        List.of());
  }

  @Override
  public ByteBuffer firstBytes() {
    return firstBytes.duplicate();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    tls.ifPresent(
        info ->
            lines.add(
                info.complete()
                    ? "TLS: " + info.version() + ", " + info.cipherSuite()
                    : "TLS: the handshake was rejected"));
    lines.add("evidence: " + evidence);
    plugInFailures.forEach(failure -> lines.add("failed: " + failure));
    finding.ifPresent(found -> lines.addAll(found.lines()));
    return SafeText.lines(lines);
  }

  private String summary() {
    if (verdict != Verdict.IDENTIFIED) {
      return "service: " + verdict.description();
    }
    return "service: "
        + facts
        + (facts.service().isPresent() ? "" : protocol.orElse(""))
        + " ("
        + confidence.name().toLowerCase(Locale.ROOT)
        + ")";
  }

  /** Leaves out text of the peer. */
  @Override
  public String toString() {
    return endpoint
        + " "
        + protocol.orElse(verdict.description())
        + (tls.isPresent() ? " over TLS" : "")
        + " ("
        + confidence
        + ")";
  }
}
