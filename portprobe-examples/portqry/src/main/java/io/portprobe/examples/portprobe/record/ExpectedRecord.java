package io.portprobe.examples.portprobe.record;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.spi.ServiceFacts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row with an expectation. */
public final class ExpectedRecord implements ResultRecord {
  private final ResultRecord result;
  private final Optional<String> name;
  private final Expectation expectation;
  private final int exitCode;
  private final Optional<String> vantagePoint;
  private final Map<String, ?> tree;

  /**
   * Creates a row.
   *
   * @param result the result
   * @param name the name of the row
   * @param exitCode the code of the row, see {@link #exitCode()}
   */
  public ExpectedRecord(
      ResultRecord result, Optional<String> name, Expectation expectation, int exitCode) {
    this(result, name, expectation, exitCode, result.vantagePoint(), result.tree());
  }

  /**
   * Creates a row of a check.
   *
   * @param result the result
   * @param name the name of the row
   * @param exitCode the code of the row, see {@link #exitCode()}
   * @param vantagePoint from where the probe was sent, if there are several places
   * @param tree the result of the library with its expectation, see {@link #tree()}
   */
  public ExpectedRecord(
      ResultRecord result,
      Optional<String> name,
      Expectation expectation,
      int exitCode,
      Optional<String> vantagePoint,
      Map<String, ?> tree) {
    this.result = result;
    this.name = name;
    this.expectation = expectation;
    this.exitCode = exitCode;
    this.vantagePoint = vantagePoint;
    this.tree = tree;
  }

  @Override
  public String endpoint() {
    return result.endpoint();
  }

  @Override
  public Optional<String> name() {
    return name;
  }

  @Override
  public String host() {
    return result.host();
  }

  @Override
  public Optional<InetAddress> address() {
    return result.address();
  }

  @Override
  public int port() {
    return result.port();
  }

  @Override
  public Transport transport() {
    return result.transport();
  }

  @Override
  public Optional<PortState> state() {
    return result.state();
  }

  @Override
  public Optional<Reason> reason() {
    return result.reason();
  }

  @Override
  public Optional<Failure> failure() {
    return result.failure();
  }

  @Override
  public String evidence() {
    return result.evidence();
  }

  @Override
  public String explain() {
    return result.explain();
  }

  @Override
  public Instant started() {
    return result.started();
  }

  @Override
  public Duration elapsed() {
    return result.elapsed();
  }

  @Override
  public Optional<String> protocol() {
    return result.protocol();
  }

  @Override
  public List<String> findings() {
    return result.findings();
  }

  @Override
  public List<String> notes() {
    return result.notes();
  }

  @Override
  public ServiceFacts facts() {
    return result.facts();
  }

  @Override
  public boolean tlsFirst() {
    return result.tlsFirst();
  }

  @Override
  public Optional<String> vantagePoint() {
    return vantagePoint;
  }

  @Override
  public Optional<Expectation> expectation() {
    return Optional.of(expectation);
  }

  @Override
  public Map<String, ?> tree() {
    return tree;
  }

  @Override
  public int exitCode() {
    return exitCode;
  }
}
