package io.portprobe.examples.portprobe.page;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row that an earlier run wrote as a line of JSON: a line of the command, or a row of {@code
 * portprobe-examples/distributed}. Immutable.
 */
final class StoredRecord implements ResultRecord {
  private final StoredValues line;
  private final StoredValues target;
  private final String vantagePoint;
  private final int port;
  private final Transport transport;
  private final Optional<InetAddress> address;
  private final Optional<PortState> state;
  private final Optional<Reason> reason;
  private final Optional<Failure> failure;
  private final Duration elapsed;
  private final Instant started;
  private final Optional<Expectation> expectation;

  /**
   * Creates a row.
   *
   * @param vantagePoint the vantage point of a line that names none
   * @throws IllegalArgumentException if the line is no result
   */
  StoredRecord(StoredValues line, String vantagePoint) {
    this.line = line;
    this.vantagePoint = line.text("vantagePoint").orElse(vantagePoint);
    this.target = line.object("endpoint").orElse(line);
    target.required("host");
    this.port = target.port();
    this.transport = target.transport();
    this.address =
        line.address("address")
            .or(() -> line.object("remote").flatMap(remote -> remote.address("address")));
    this.state = line.constant(PortState.class, "state");
    this.reason = line.constant(Reason.class, "reason");
    this.failure = failure(line);
    if (state.isEmpty() && failure.isEmpty()) {
      throw new IllegalArgumentException("state: missing (expected: a state or a failure)");
    }
    this.elapsed = line.duration("elapsed").orElse(Duration.ZERO);
    this.started =
        line.instant("started")
            .or(() -> line.instant("seenAt").map(end -> end.minus(elapsed)))
            .orElseThrow(() -> new IllegalArgumentException("started: missing (expected: a time)"));
    this.expectation = line.expectation();
  }

  private static Optional<Failure> failure(StoredValues line) {
    return line.object("failure")
        .map(
            object ->
                new Failure(
                    object.constant(Failure.Kind.class, "kind").orElse(Failure.Kind.LOCAL),
                    object.required("message")))
        .or(() -> line.text("failure").map(message -> new Failure(Failure.Kind.LOCAL, message)));
  }

  @Override
  public String endpoint() {
    return line.text("endpoint")
        .orElseGet(
            () -> (transport == Transport.UDP ? "udp://" : "") + HostSyntax.withPort(host(), port));
  }

  @Override
  public Optional<String> name() {
    return line.text("name");
  }

  @Override
  public String host() {
    return target.required("host");
  }

  @Override
  public Optional<InetAddress> address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public Optional<PortState> state() {
    return state;
  }

  @Override
  public Optional<Reason> reason() {
    return reason;
  }

  @Override
  public Optional<Failure> failure() {
    return failure;
  }

  @Override
  public String evidence() {
    return line.text("evidence").orElse("");
  }

  /** Returns the evidence: a line of JSON has no other text. */
  @Override
  public String explain() {
    return evidence();
  }

  @Override
  public Instant started() {
    return started;
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public Optional<String> protocol() {
    return line.text("protocol");
  }

  @Override
  public List<String> findings() {
    return line.texts("findings");
  }

  @Override
  public List<String> notes() {
    return line.texts("notes");
  }

  @Override
  public ServiceFacts facts() {
    StoredValues service = line.object("service").orElse(new StoredValues(Map.of()));
    ServiceFacts facts = service.text("name").map(ServiceFacts::of).orElse(ServiceFacts.none());
    facts = service.text("product").map(facts::withProduct).orElse(facts);
    return service.text("version").map(facts::withVersion).orElse(facts);
  }

  @Override
  public Optional<String> vantagePoint() {
    return Optional.of(vantagePoint);
  }

  @Override
  public Optional<Expectation> expectation() {
    return expectation;
  }

  @Override
  public Map<String, ?> tree() {
    return Map.of();
  }

  /** Returns success: the run that wrote the line has reported its exit code. */
  @Override
  public int exitCode() {
    return ExitCodes.AS_WANTED;
  }
}
