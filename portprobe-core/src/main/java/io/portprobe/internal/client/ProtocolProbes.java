package io.portprobe.internal.client;

import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.internal.probe.CombinedReport;
import io.portprobe.internal.util.Futures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The probes of one port with each of the protocols that are bound to it. Thread-safe. */
final class ProtocolProbes {
  private final List<CompletableFuture<ProbeReport>> probes;

  private ProtocolProbes(List<CompletableFuture<ProbeReport>> probes) {
    this.probes = probes;
  }

  /**
   * Returns a future of one report with the results of all probes. Cancelling it cancels the
   * probes.
   *
   * @param probes at least one, in the order of the protocols
   */
  static CompletableFuture<ProbeReport> combine(List<CompletableFuture<ProbeReport>> probes) {
    ProtocolProbes running = new ProtocolProbes(probes);
    CompletableFuture<ProbeReport> future =
        CompletableFuture.allOf(probes.toArray(CompletableFuture<?>[]::new))
            .handle((all, failure) -> running.report());
    var unused =
        future.whenComplete((report, failure) -> probes.forEach(probe -> probe.cancel(true)));
    return future;
  }

  /** Returns the combined report; probes without one are omissions, unless all have none. */
  private ProbeReport report() {
    List<ProbeReport> reports = new ArrayList<>();
    List<ProbeException> omissions = new ArrayList<>();
    RuntimeException failure = new IllegalStateException("probes: [] (expected: at least one)");
    for (CompletableFuture<ProbeReport> probe : probes) {
      try {
        reports.add(probe.join()); // complete by now
      } catch (RuntimeException e) {
        failure = omissions.isEmpty() ? e : failure;
        if (!(Futures.unwrap(e) instanceof ProbeException omission)) {
          throw e; // misuse, or the client is closed
        }
        omissions.add(omission);
      }
    }
    if (reports.isEmpty()) {
      throw failure;
    }
    return CombinedReport.of(reports, omissions);
  }
}
