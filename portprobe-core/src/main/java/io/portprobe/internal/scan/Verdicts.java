package io.portprobe.internal.scan;

import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.internal.FailureClassifier;
import io.portprobe.internal.Verdict;
import io.portprobe.internal.sweep.SweepProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the outcome of a question means; kept for each outcome, as there are few. One loop's. */
final class Verdicts {
  private static final int EAGAIN = 11;
  private static final int ENOMEM = 12;
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;
  private static final int EADDRNOTAVAIL = 99;
  private static final int ENOBUFS = 105;
  private static final Set<Integer> SHORTAGES = Set.of(EAGAIN, ENOMEM, ENFILE, EMFILE, ENOBUFS);

  private final Transport transport;
  private final boolean ownSource;
  private final Map<Integer, Meaning> known = new HashMap<>();

  /**
   * Makes one.
   *
   * @param ownSource whether the caller chose the source, so that it may be what does not exist
   */
  Verdicts(Transport transport, boolean ownSource) {
    this.transport = transport;
    this.ownSource = ownSource;
  }

  /** Whether this machine is short of something that others will give back. */
  boolean isShortage(ScanProbe probe) {
    if (probe.outcome() == EADDRNOTAVAIL) {
      return !ownSource
          && SourceAddress.existsFor(Objects.requireNonNull(probe.lane).target.known());
    }
    return SHORTAGES.contains(probe.outcome());
  }

  /** What a question that was answered, or could not be asked, came to. */
  Meaning of(ScanProbe probe) {
    if (probe.report != null) {
      PortState state = probe.report.state();
      return new Meaning(state, probe.report.reason(), probe.report.attempts().get(0).evidence());
    }
    if (probe.failure != null) {
      return Meaning.NOT_ASKED;
    }
    if (probe.outcome() == SweepProbe.OPEN) {
      return transport == Transport.TCP ? Meaning.ACCEPTED : Meaning.REPLIED;
    }
    int key = probe.isLocalFault() ? -probe.outcome() : probe.outcome();
    Meaning meaning = known.get(key);
    if (meaning == null) {
      meaning = classify(probe);
      known.put(key, meaning);
    }
    return meaning;
  }

  private Meaning classify(ScanProbe probe) {
    Verdict verdict = FailureClassifier.classify(transport, probe.isLocalFault(), probe.outcome());
    if (verdict instanceof Verdict.Answer answer) {
      return new Meaning(answer.state(), answer.reason(), answer.evidence());
    }
    return new Meaning(null, null, ((Verdict.LocalFault) verdict).what());
  }

  /** The fault of this machine behind a question that could not be asked. */
  RuntimeException failure(ScanProbe probe, Target target, Meaning meaning) {
    @Nullable RuntimeException known = probe.failure;
    if (known != null) {
      return known;
    }
    String host = target.host();
    Endpoint endpoint = new Endpoint(transport, host, probe.port());
    return new LocalFaultException(endpoint, meaning.evidence(), null);
  }
}
