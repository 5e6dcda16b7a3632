package io.portprobe.internal.scan;

import io.portprobe.ProbeReport;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.net.Verdicts;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.internal.scan.result.CompactScanResult;
import io.portprobe.internal.sweep.SweepProbe;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A probe of a scan with its position in the scan. Re-used after its result is known. Confined to
 * the event loop.
 */
final class ScanProbe extends SweepProbe {
  /** The address that it belongs to; null if it is not in use. */
  @Nullable AddressProgress address;

  /** The position of its port in the order of the target. */
  int position;

  /** How often the port was probed before. */
  int earlierSends;

  /** Whether it was sent at the rate of a host that limits its ICMP errors. */
  boolean icmpPaced;

  /** Whether it repeats an unanswered probe early, in order to estimate the loss. */
  boolean sample;

  /** The report of a sender that uses channels; null if there is none. */
  @Nullable ProbeReport report;

  /** The exception of a sender that uses channels; null if there is none. */
  @Nullable RuntimeException failure;

  /**
   * Returns the result of this probe.
   *
   * @param failure why it was not sent; null if it was
   */
  CompactScanResult result(Verdict verdict, long elapsedNanos, @Nullable RuntimeException failure) {
    int sends = verdict instanceof Verdict.NotProbed ? earlierSends : earlierSends + 1;
    return new CompactScanResult(
        Objects.requireNonNull(address).target,
        position,
        port(),
        sends,
        verdict,
        elapsedNanos,
        failure);
  }

  /** Returns the result of a port whose probe was not sent. */
  CompactScanResult notSent(RuntimeException obstacle) {
    ScanTarget target = Objects.requireNonNull(address).target;
    return new CompactScanResult(
        target, position, target.port(position), earlierSends, Verdicts.NOT_PROBED, 0, obstacle);
  }

  /**
   * Prepares the probe for its port.
   *
   * @param datagram what is sent over UDP; null over TCP
   */
  void prepare(@Nullable ByteBuffer datagram) {
    AddressProgress progress = Objects.requireNonNull(address);
    ScanTarget target = progress.target;
    prepare(
        target.requireAddress(),
        target.port(position),
        progress.timeoutNanos(earlierSends),
        datagram);
    if (progress.rejectsByIcmp) {
      checkRefusal();
    }
  }

  /** Returns the time from the send to the response or the timeout. */
  long elapsedNanos() {
    return endedNanos() - startedNanos();
  }
}
