package io.portprobe.internal.scan.result;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.scan.ScanResult;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result of a scan in as few bytes as possible, because a scan may have millions of them.
 * Immutable.
 */
public final class CompactScanResult implements ScanResult {
  private final ScanTarget target;
  private final int position;
  private final int port;
  private final int sends;
  private final Verdict verdict;
  private final long elapsedNanos;

  /** A report, an exception, or null. */
  private final @Nullable Object attachment;

  /**
   * Creates a result.
   *
   * @param position the position of the port in the order of the target
   * @param sends how often the probe was sent
   * @param elapsedNanos from the last send to the response
   * @param attachment a {@link ProbeReport}, a {@link RuntimeException}, or null
   */
  public CompactScanResult(
      ScanTarget target,
      int position,
      int port,
      int sends,
      Verdict verdict,
      long elapsedNanos,
      @Nullable Object attachment) {
    this.target = target;
    this.position = position;
    this.port = port;
    this.sends = sends;
    this.verdict = verdict;
    this.elapsedNanos = elapsedNanos;
    this.attachment = attachment;
  }

  /** Returns this result with the report of a dialogue, or without one if it is null. */
  public CompactScanResult withReport(@Nullable ProbeReport report) {
    return new CompactScanResult(target, position, port, sends, verdict, elapsedNanos, report);
  }

  /** Returns this result with another verdict. */
  public CompactScanResult withVerdict(Verdict other) {
    return new CompactScanResult(target, position, port, sends, other, elapsedNanos, attachment);
  }

  public ScanTarget target() {
    return target;
  }

  /** Returns the position of the port in the order of the target. */
  public int position() {
    return position;
  }

  @Override
  public Transport transport() {
    return target.transport();
  }

  @Override
  public String host() {
    return target.host();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint(transport(), host(), port);
  }

  @Override
  public Optional<InetSocketAddress> remote() {
    return target.address() == null
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(target.requireAddress(), port));
  }

  @Nullable PortState stateOrNull() {
    return verdict.stateOrNull();
  }

  @Override
  public Optional<PortState> state() {
    return Optional.ofNullable(verdict.stateOrNull());
  }

  @Override
  public Optional<Reason> reason() {
    return Optional.ofNullable(verdict.reasonOrNull());
  }

  @Override
  public Optional<RuntimeException> failure() {
    return attachment instanceof RuntimeException e ? Optional.of(e) : Optional.empty();
  }

  @Override
  public String evidence() {
    if (attachment instanceof RuntimeException e && verdict.stateOrNull() == null) {
      return String.valueOf(e.getMessage());
    }
    InetAddress address = target.address();
    return address == null
        ? verdict.evidence()
        : verdict.evidence()
            + AddressSyntax.remark(address).map(remark -> "; " + remark).orElse("");
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos);
  }

  @Override
  public int sends() {
    return sends;
  }

  @Override
  public Optional<ProbeReport> report() {
    return attachment instanceof ProbeReport report ? Optional.of(report) : Optional.empty();
  }

  /** Returns the endpoint, the state and the reason in one line. */
  @Override
  public String toString() {
    return transport().label()
        + "://"
        + HostSyntax.withPort(SafeText.line(host()), port) // an invalid host is any text
        + " "
        + (verdict instanceof Verdict.Answer answer
            ? answer.state().description() + " (" + answer.reason().description() + ")"
            : "not probed (" + evidence() + ")");
  }
}
