package io.portprobe.testing;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An attempt made by hand. */
public record FakeAttempt(
    InetSocketAddress remote, PortState state, Reason reason, String evidence, Duration elapsed)
    implements Attempt {
  @Override
  public Optional<InetSocketAddress> local() {
    return Optional.empty();
  }

  @Override
  public Optional<IcmpError> icmp() {
    return Optional.empty();
  }

  @Override
  public Instant started() {
    return Instant.EPOCH;
  }

  @Override
  public int sent() {
    return 1;
  }

  @Override
  public Optional<Duration> closedAfter() {
    return Optional.empty();
  }

  @Override
  public Optional<DialogueReport> dialogue() {
    return Optional.empty();
  }
}
