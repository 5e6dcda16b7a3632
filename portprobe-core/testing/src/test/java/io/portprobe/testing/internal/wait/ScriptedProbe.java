package io.portprobe.testing.internal.wait;

import io.portprobe.AddressSelection;
import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.ProxyProbe;
import io.portprobe.Reason;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.internal.wait.Timeline;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.TlsSettings;
import io.portprobe.testing.FakeAttempt;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A probe that completes as scripted by a test, and records when it was sent. */
public final class ScriptedProbe implements PortProbe {
  private final Endpoint endpoint;
  private final Timeline timeline;
  public final List<Duration> sentAt = new ArrayList<>();
  public final List<Duration> timeouts = new ArrayList<>();
  public Supplier<CompletableFuture<ProbeReport>> answer;
  private Duration timeout = Duration.ofSeconds(5);

  public ScriptedProbe(String host, Timeline timeline) {
    this.endpoint = Endpoint.tcp(host, 5432);
    this.timeline = timeline;
    answers(PortState.NOT_LISTENING, Reason.REFUSED);
  }

  public void answers(PortState state, Reason reason) {
    ProbeReport report = new Report(endpoint, List.of(attempt(state, reason)));
    answer = () -> CompletableFuture.completedFuture(report);
  }

  public void fails(Throwable failure) {
    answer = () -> CompletableFuture.failedFuture(failure);
  }

  private static Attempt attempt(PortState state, Reason reason) {
    try {
      return new FakeAttempt(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 7}), 5432),
          state,
          reason,
          "as scripted",
          Duration.ofMillis(1));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private record Report(Endpoint endpoint, List<Attempt> attempts) implements ProbeReport {
    @Override
    public PortState state() {
      return attempts.get(0).state();
    }

    @Override
    public Reason reason() {
      return attempts.get(0).reason();
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
    public List<ProbeException> omissions() {
      return List.of();
    }

    @Override
    public boolean agrees() {
      return true;
    }

    @Override
    public List<Finding> findings() {
      return List.of();
    }

    @Override
    public <F extends Finding> Optional<F> finding(Class<F> type) {
      return Optional.empty();
    }

    @Override
    public Optional<DialogueReport> dialogue() {
      return Optional.empty();
    }

    @Override
    public Instant started() {
      return Instant.EPOCH;
    }

    @Override
    public Duration elapsed() {
      return Duration.ofMillis(1);
    }

    @Override
    public String explain() {
      return toString();
    }
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public PortProbe timeout(Duration time) {
    timeout = time;
    return this;
  }

  @Override
  public PortProbe retries(int retries) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ProxyProbe through(Proxy proxy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PortProbe as(String protocol) {
    return this;
  }

  @Override
  public PortProbe as(Protocol protocol) {
    return this;
  }

  @Override
  public PortProbe allProtocols() {
    return this;
  }

  @Override
  public PortProbe tls() {
    return this;
  }

  @Override
  public PortProbe tls(TlsSettings settings) {
    return this;
  }

  @Override
  public PortProbe plain() {
    return this;
  }

  @Override
  public PortProbe option(String name, String value) {
    return this;
  }

  @Override
  public PortProbe stateOnly() {
    return this;
  }

  @Override
  public PortProbe payload(byte[] payload) {
    return this;
  }

  @Override
  public <T> PortProbe option(ProtocolOption<T> option, T value) {
    return this;
  }

  @Override
  public PortProbe sourceAddress(InetAddress address) {
    return this;
  }

  @Override
  public PortProbe sourcePort(int port) {
    return this;
  }

  @Override
  public boolean isStateOnly() {
    return false;
  }

  @Override
  public boolean isTlsFirst() {
    return false;
  }

  @Override
  public PortProbe holdOpen(Duration time) {
    return this;
  }

  @Override
  public PortProbe stopWhenListening() {
    return this;
  }

  @Override
  public PortProbe addresses(AddressSelection selection) {
    return this;
  }

  @Override
  public CompletableFuture<PortState> state() {
    return report().thenApply(ProbeReport::state);
  }

  @Override
  public CompletableFuture<ProbeReport> report() {
    sentAt.add(Duration.ofNanos(timeline.nanoTime()));
    timeouts.add(timeout);
    return answer.get();
  }

  @Override
  public CompletableFuture<ServiceIdentity> identify(IdentifySettings settings) {
    throw new UnsupportedOperationException();
  }
}
