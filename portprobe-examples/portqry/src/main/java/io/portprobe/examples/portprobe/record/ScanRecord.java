package io.portprobe.examples.portprobe.record;

import io.portprobe.DialogueReport;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.output.ResultRecord;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.scan.ScanResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The row of a port of a scan. */
public final class ScanRecord implements ResultRecord {
  private final ScanResult result;
  private final Instant received;

  /**
   * Creates a row.
   *
   * @param received when the result was received
   */
  public ScanRecord(ScanResult result, Instant received) {
    this.result = result;
    this.received = received;
  }

  @Override
  public String endpoint() {
    String scheme = result.transport() == Transport.UDP ? "udp://" : "";
    return scheme + HostSyntax.withPort(result.host(), result.port());
  }

  @Override
  public String host() {
    return result.host();
  }

  @Override
  public Optional<InetAddress> address() {
    return result.remote().map(InetSocketAddress::getAddress);
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
    return result.failure().map(FailedRecord::failure);
  }

  @Override
  public String evidence() {
    return result.evidence();
  }

  @Override
  public String explain() {
    return result.report().map(ProbeReport::explain).orElseGet(result::toString);
  }

  @Override
  public Instant started() {
    return result.report().map(ProbeReport::started).orElse(received.minus(result.elapsed()));
  }

  @Override
  public Duration elapsed() {
    return result.elapsed();
  }

  @Override
  public Optional<String> protocol() {
    return facts().service().or(this::spoken);
  }

  /** Returns the protocol of the dialogue; that of an identification is the one it found. */
  private Optional<String> spoken() {
    return result.identity().isPresent()
        ? result.identity().flatMap(ServiceIdentity::protocol)
        : result.report().flatMap(ProbeReport::dialogue).map(DialogueReport::protocol);
  }

  @Override
  public List<String> findings() {
    return Facts.lines(result.findings());
  }

  @Override
  public ServiceFacts facts() {
    return Facts.of(result.findings());
  }

  @Override
  public boolean tlsFirst() {
    return Facts.tlsFirst(result.report().flatMap(ProbeReport::dialogue));
  }

  @Override
  public Map<String, ?> tree() {
    return result.toMap();
  }

  /** Returns 0 for every state: a scan finds out states, and expects none. */
  @Override
  public int exitCode() {
    return result.failure().map(FailedRecord::exitCode).orElse(ExitCodes.AS_WANTED);
  }
}
