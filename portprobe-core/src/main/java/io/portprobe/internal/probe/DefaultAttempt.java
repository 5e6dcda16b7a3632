package io.portprobe.internal.probe;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.IcmpError;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.text.TimeText;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The result of an {@link AddressAttempt}. */
record DefaultAttempt(
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
    Optional<DialogueReport> dialogue,
    ByteBuffer firstBytes)
    implements Attempt {
  @Override
  public ByteBuffer firstBytes() {
    return firstBytes.duplicate();
  }

  @Override
  public String toString() {
    return "%s %s (%s) in %s"
        .formatted(
            ReportText.address(remote),
            state.description(),
            reason.description(),
            TimeText.of(elapsed));
  }
}
