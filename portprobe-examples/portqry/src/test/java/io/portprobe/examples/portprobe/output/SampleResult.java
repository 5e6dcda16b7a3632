package io.portprobe.examples.portprobe.output;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.spi.ServiceFacts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A result with the facts that a test of a writer needs. */
public record SampleResult(
    Transport transport,
    String host,
    Optional<InetAddress> address,
    int port,
    Optional<PortState> state,
    Optional<Reason> reason,
    Optional<Failure> failure,
    String evidence,
    String explain,
    Optional<String> name,
    Optional<String> protocol,
    ServiceFacts facts,
    List<String> findings,
    List<String> notes,
    Optional<String> vantagePoint,
    Optional<Expectation> expectation,
    Instant started,
    Duration elapsed,
    boolean tlsFirst)
    implements ResultRecord {
  public static final Instant START = Instant.parse("2026-11-28T02:00:00Z");

  public static SampleResult inState(String host, int port, PortState state, Reason reason) {
    return new SampleResult(
        Transport.TCP,
        host,
        Optional.of(address(host)),
        port,
        Optional.of(state),
        Optional.of(reason),
        Optional.empty(),
        "the evidence",
        "the whole story\nin two lines",
        Optional.empty(),
        Optional.empty(),
        ServiceFacts.none(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        START.plusMillis(10),
        Duration.ofNanos(420_000),
        false);
  }

  public static SampleResult listening(String host, int port) {
    return inState(host, port, PortState.LISTENING, Reason.ACCEPTED);
  }

  public static SampleResult failed(String host, int port, Failure.Kind kind, String message) {
    SampleResult result = listening(host, port);
    return new SampleResult(
        result.transport,
        host,
        Optional.empty(),
        port,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Failure(kind, message)),
        "",
        message,
        Optional.empty(),
        Optional.empty(),
        ServiceFacts.none(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        result.started,
        Duration.ZERO,
        false);
  }

  private static InetAddress address(String host) {
    boolean literal = host.contains(":") || Character.isDigit(host.charAt(0));
    try {
      return InetAddress.getByName(literal ? host : "192.0.2.1");
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(host, e);
    }
  }

  public SampleResult udp() {
    return new SampleResult(
        Transport.UDP,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult overTls() {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        expectation,
        started,
        elapsed,
        true);
  }

  public SampleResult evidence(String text) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        text,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult explain(String text) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        text,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult service(String spoken, ServiceFacts known, String... found) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        Optional.of(spoken),
        known,
        List.of(found),
        notes,
        vantagePoint,
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult notes(String... remarks) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        List.of(remarks),
        vantagePoint,
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult from(String place) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        Optional.of(place),
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult named(String text) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        Optional.of(text),
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        expectation,
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult expected(String text, String... differences) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        Optional.of(new Expectation(text, differences.length == 0, List.of(differences))),
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult optional(String text, String... differences) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        Optional.of(new Expectation(text, differences.length == 0, false, List.of(differences))),
        started,
        elapsed,
        tlsFirst);
  }

  public SampleResult started(Duration afterBegin, Duration took) {
    return new SampleResult(
        transport,
        host,
        address,
        port,
        state,
        reason,
        failure,
        evidence,
        explain,
        name,
        protocol,
        facts,
        findings,
        notes,
        vantagePoint,
        expectation,
        START.plus(afterBegin),
        took,
        tlsFirst);
  }

  /** Returns a row about a host name of a contract. */
  public static NameRecord hostName(
      String host, List<String> addresses, String expected, String... differences) {
    return new NameRecord(
        "contract.yaml:3",
        host,
        addresses.stream().map(SampleResult::address).toList(),
        new Expectation(expected, differences.length == 0, List.of(differences)),
        Optional.empty(),
        START.plusMillis(20),
        "the story of the name",
        Map.of(),
        differences.length == 0 ? 0 : 1);
  }

  @Override
  public String endpoint() {
    String part = host.contains(":") ? "[" + host + "]" : host;
    return (transport == Transport.TCP ? "tcp://" : "udp://") + part + ":" + port;
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    return Map.of();
  }

  @Override
  public int exitCode() {
    return state.isPresent() && state.get() == PortState.LISTENING ? 0 : 1;
  }

  /** Returns a run that starts at {@link #START}. */
  public static RunInfo run(String... arguments) {
    return new RunInfo(arguments[0], List.of(arguments), "0.1.0", START);
  }

  /** Writes results with a writer. */
  public static RunSummary write(ResultWriter writer, RunInfo run, Iterable<SampleResult> results)
      throws java.io.IOException {
    ResultCounter counter = new ResultCounter();
    writer.begin(run);
    for (SampleResult result : results) {
      counter.add(result);
      writer.write(result);
    }
    RunSummary summary = counter.summary(RunSummary.Ending.COMPLETE, START, START.plusSeconds(5));
    writer.end(summary);
    writer.close();
    return summary;
  }
}
