package io.portprobe.examples.portqry;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A report made by hand. */
record FakeReport(
    Endpoint endpoint,
    PortState state,
    List<Attempt> attempts,
    List<ProbeException> omissions,
    Optional<DialogueReport> dialogue)
    implements ProbeReport {

  /** A report of one address. */
  static FakeReport of(Endpoint endpoint, PortState state) {
    return new FakeReport(
        endpoint, state, List.of(attempt("192.0.2.1", state)), List.of(), Optional.empty());
  }

  /** The same for a test that needs no more than a state. */
  static CompletableFuture<ProbeReport> now(FakeClient.SentProbe sent, PortState state) {
    return CompletableFuture.completedFuture(of(sent.endpoint(), state));
  }

  /** What one address says. */
  static Attempt attempt(String address, PortState state) {
    return new FakeAttempt(
        new InetSocketAddress(address, 1),
        Optional.empty(),
        state,
        Reason.TIMED_OUT,
        "made by hand",
        Optional.empty(),
        Instant.EPOCH,
        Duration.ZERO,
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** An attempt made by hand. */
  private record FakeAttempt(
      InetSocketAddress remote,
      Optional<InetSocketAddress> local,
      PortState state,
      Reason reason,
      String evidence,
      Optional<IcmpError> icmp,
      Instant started,
      Duration elapsed,
      int sent,
      Optional<Duration> closedAfter,
      Optional<DialogueReport> dialogue)
      implements Attempt {}

  FakeReport with(DialogueReport held) {
    return new FakeReport(endpoint, state, attempts, omissions, Optional.of(held));
  }

  FakeReport withAttempts(Attempt... several) {
    return new FakeReport(endpoint, state, List.of(several), omissions, dialogue);
  }

  FakeReport without(ProbeException... leftOut) {
    return new FakeReport(endpoint, state, attempts, List.of(leftOut), dialogue);
  }

  @Override
  public List<InetAddress> addresses() {
    return attempts.stream().map(attempt -> attempt.remote().getAddress()).toList();
  }

  @Override
  public Duration resolutionTime() {
    return Duration.ZERO;
  }

  @Override
  public Reason reason() {
    return attempts.get(0).reason();
  }

  @Override
  public boolean agrees() {
    return attempts.stream().map(Attempt::state).distinct().count() == 1;
  }

  @Override
  public List<Finding> findings() {
    return dialogue.flatMap(DialogueReport::finding).stream().toList();
  }

  @Override
  public <F extends Finding> Optional<F> finding(Class<F> type) {
    return findings().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  @Override
  public Instant started() {
    return Instant.EPOCH;
  }

  @Override
  public Duration elapsed() {
    return Duration.ZERO;
  }

  @Override
  public String explain() {
    return "made by hand";
  }
}
