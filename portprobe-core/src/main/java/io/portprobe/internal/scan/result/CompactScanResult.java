package io.portprobe.internal.scan.result;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.internal.net.Verdict;
import io.portprobe.internal.scan.order.ScanTarget;
import io.portprobe.scan.ScanResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A result, as small as it can be: there may be millions. */
public final class CompactScanResult implements ScanResult {
  public final ScanTarget target;
  public final int position;
  private final int port;
  private final int asked;
  private final Verdict verdict;
  private final long nanos;

  /** A report, a failure, or nothing. */
  private final @Nullable Object more;

  public CompactScanResult(
      ScanTarget target,
      int position,
      int port,
      int asked,
      Verdict verdict,
      long nanos,
      @Nullable Object more) {
    this.target = target;
    this.position = position;
    this.port = port;
    this.asked = asked;
    this.verdict = verdict;
    this.nanos = nanos;
    this.more = more;
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
    InetAddress address = target.address();
    return address == null ? Optional.empty() : Optional.of(new InetSocketAddress(address, port));
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
    return more instanceof RuntimeException e ? Optional.of(e) : Optional.empty();
  }

  @Override
  public String evidence() {
    if (more instanceof ProbeException e && verdict.stateOrNull() == null) {
      return String.valueOf(e.getMessage());
    }
    return verdict.evidence();
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  @Override
  public int sends() {
    return asked;
  }

  @Override
  public Optional<ProbeReport> report() {
    return more instanceof ProbeReport report ? Optional.of(report) : Optional.empty();
  }

  /** One line. */
  @Override
  public String toString() {
    String host = host();
    return transport().label()
        + "://"
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + ":"
        + port
        + " "
        + (verdict instanceof Verdict.Answer answer
            ? answer.state().description() + " (" + answer.reason().description() + ")"
            : "not probed (" + evidence() + ")");
  }
}
