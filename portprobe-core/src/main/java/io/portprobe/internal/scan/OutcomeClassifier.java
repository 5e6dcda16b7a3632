package io.portprobe.internal.scan;

import io.portprobe.Attempt;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.Transport;
import io.portprobe.internal.net.Errno;
import io.portprobe.internal.net.FailureClassifier;
import io.portprobe.internal.net.SourceAddressCheck;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.sweep.SweepProbe;
import io.portprobe.internal.util.Failures;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of probe outcomes. It keeps the verdict of each outcome, because there are few.
 * Confined to the event loop.
 */
final class OutcomeClassifier {
  private final Transport transport;
  private final boolean customSource;
  private final Map<Integer, Verdict> cached = new HashMap<>();

  /**
   * Creates a classifier of one transport.
   *
   * @param customSource whether the caller supplied the source address or port, so that
   *     EADDRNOTAVAIL may mean that it does not exist
   */
  OutcomeClassifier(Transport transport, boolean customSource) {
    this.transport = transport;
    this.customSource = customSource;
  }

  /** Returns whether this host lacks a resource that will be available again. */
  boolean isShortage(ScanProbe probe) {
    Errno errno = Errno.ofLinux(probe.outcome()).orElse(null);
    if (errno == Errno.EADDRNOTAVAIL) {
      return !customSource
          && SourceAddressCheck.existsFor(
              Objects.requireNonNull(probe.address).target.requireAddress());
    }
    return errno != null && errno.isShortage();
  }

  /** Returns the verdict of a probe with a response or a failure. */
  Verdict classify(ScanProbe probe) {
    if (probe.report != null) {
      Attempt attempt = probe.report.attempts().get(0);
      return Verdict.Answer.of(probe.report.state(), probe.report.reason(), attempt.evidence());
    }
    if (probe.failure != null || probe.defect() != null) {
      return Verdicts.NOT_PROBED;
    }
    if (probe.outcome() == SweepProbe.OPEN) {
      return transport == Transport.TCP ? Verdicts.ACCEPTED : Verdicts.REPLIED;
    }
    if (transport == Transport.TCP && probe.outcome() == Errno.ECONNREFUSED.number()) {
      switch (probe.refusal()) {
        case BY_RESET -> {
          return Verdicts.REFUSED_BY_RESET;
        }
        case BY_ICMP -> {
          return Verdicts.REFUSED_BY_ICMP;
        }
        case UNKNOWN -> {
          // the error number decides, below
        }
      }
    }
    int key = probe.isLocalFault() ? -probe.outcome() : probe.outcome();
    Verdict verdict = cached.get(key);
    if (verdict == null) {
      verdict = FailureClassifier.classify(transport, probe.isLocalFault(), probe.outcome());
      cached.put(key, verdict);
    }
    return verdict;
  }

  /**
   * Returns the verdict of a probe without a response.
   *
   * @param icmpErrors whether the sender would have received ICMP errors
   */
  Verdict silent(boolean icmpErrors) {
    boolean tcp = transport == Transport.TCP;
    if (icmpErrors) {
      return tcp ? Verdicts.TIMED_OUT : Verdicts.SILENT;
    }
    return tcp ? Verdicts.TIMED_OUT_ON_NIO : Verdicts.SILENT_ON_NIO;
  }

  /** Returns whether only the ICMP message can say which reason the outcome of a probe has. */
  boolean hasUnspecificReason(ScanProbe probe) {
    return probe.report == null
        && probe.failure == null
        && !probe.isLocalFault()
        && Errno.ofLinux(probe.outcome()).filter(Errno::mayComeFromIcmp).isPresent();
  }

  /** Returns the exception of a probe that could not be sent. */
  RuntimeException failure(ScanProbe probe, ScanTarget target, Verdict verdict) {
    @Nullable RuntimeException known = probe.failure;
    if (known != null) {
      return known;
    }
    String host = target.host();
    Endpoint endpoint = new Endpoint(transport, host, probe.port());
    @Nullable Throwable defect = probe.defect();
    if (defect != null) {
      return new LocalFaultException(
          endpoint, "the probe failed: " + Failures.describe(defect), defect);
    }
    return new LocalFaultException(endpoint, verdict.evidence(), null);
  }
}
