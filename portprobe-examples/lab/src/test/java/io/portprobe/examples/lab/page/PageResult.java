package io.portprobe.examples.lab.page;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.ResultRecord;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A made-up result for the page. */
record PageResult(
    String host, int port, PortState portState, String evidence, Optional<String> vantagePoint)
    implements ResultRecord {
  private static final List<PortState> STATES =
      List.of(
          PortState.LISTENING,
          PortState.NOT_LISTENING,
          PortState.FILTERED,
          PortState.LISTENING_OR_FILTERED);

  static final Instant START = Instant.parse("2026-11-28T02:00:00Z");

  /** Returns one of many results: hosts 10.0.0.0 and up, ten ports each, all states. */
  static PageResult number(int i) {
    int host = i / 10;
    PortState state = STATES.get((i * 7 + host) % 4);
    return new PageResult(
        "10." + (host >> 16) + "." + (host >> 8 & 255) + "." + (host & 255),
        20 + i % 10,
        state,
        "evidence of the result " + i,
        Optional.empty());
  }

  PageResult from(String place) {
    return new PageResult(host, port, portState, evidence, Optional.of(place));
  }

  @Override
  public String endpoint() {
    return "tcp://" + host + ":" + port;
  }

  @Override
  public Optional<InetAddress> address() {
    return Optional.empty();
  }

  @Override
  public Transport transport() {
    return Transport.TCP;
  }

  @Override
  public Optional<PortState> state() {
    return Optional.of(portState);
  }

  @Override
  public Optional<Reason> reason() {
    return Optional.of(
        switch (portState) {
          case LISTENING -> Reason.ACCEPTED;
          case NOT_LISTENING -> Reason.REFUSED;
          case FILTERED -> Reason.TIMED_OUT;
          case LISTENING_OR_FILTERED -> Reason.SILENT;
        });
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.empty();
  }

  @Override
  public String explain() {
    return "explanation: " + evidence;
  }

  @Override
  public List<String> findings() {
    return List.of("finding: " + evidence);
  }

  @Override
  public Instant started() {
    return START.plusMillis(port);
  }

  @Override
  public Duration elapsed() {
    return Duration.ofMillis(port);
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    return Map.of();
  }

  @Override
  public int exitCode() {
    return 0;
  }
}
