package io.portprobe.internal.scan;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.Transport;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.FailureClassifier;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.sweep.SweepProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the outcome of a question means; kept for each outcome, as there are few. One loop's. */
final class OutcomeClassifier {
  private final Transport transport;
  private final boolean ownSource;
  private final Map<Integer, Verdict> known = new HashMap<>();

  /**
   * Makes one.
   *
   * @param ownSource whether the caller chose the source, so that it may be what does not exist
   */
  OutcomeClassifier(Transport transport, boolean ownSource) {
    this.transport = transport;
    this.ownSource = ownSource;
  }

  /** Whether this machine is short of something that others will give back. */
  boolean isShortage(ScanProbe probe) {
    Errno errno = Errno.ofLinux(probe.outcome()).orElse(null);
    if (errno == Errno.EADDRNOTAVAIL) {
      return !ownSource
          && SourceAddressCheck.existsFor(Objects.requireNonNull(probe.lane).target.known());
    }
    return errno != null && errno.isShortage();
  }

  /** What a question that was answered, or could not be asked, came to. */
  Verdict of(ScanProbe probe) {
    if (probe.report != null) {
      Attempt attempt = probe.report.attempts().get(0);
      return Verdict.Answer.of(probe.report.state(), probe.report.reason(), attempt.evidence());
    }
    if (probe.failure != null) {
      return Verdict.NOT_PROBED;
    }
    if (probe.outcome() == SweepProbe.OPEN) {
      return transport == Transport.TCP ? Verdict.ACCEPTED : Verdict.REPLIED;
    }
    int key = probe.isLocalFault() ? -probe.outcome() : probe.outcome();
    Verdict verdict = known.get(key);
    if (verdict == null) {
      verdict = FailureClassifier.classify(transport, probe.isLocalFault(), probe.outcome());
      known.put(key, verdict);
    }
    return verdict;
  }

  /** The fault of this machine behind a question that could not be asked. */
  RuntimeException failure(ScanProbe probe, ScanTarget target, Verdict verdict) {
    @Nullable RuntimeException known = probe.failure;
    if (known != null) {
      return known;
    }
    String host = target.host();
    Endpoint endpoint = new Endpoint(transport, host, probe.port());
    return new LocalFaultException(endpoint, verdict.evidence(), null);
  }
}
