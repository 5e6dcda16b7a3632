package io.portprobe.testing.contract;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.contract.NetworkAssert.assertThatNetwork;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeListener;
import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Finding;
import io.portprobe.testing.internal.client.BoundedProbes;
import io.portprobe.testing.internal.wait.ManualTimeline;
import io.portprobe.testing.internal.wait.ScriptedProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
class NetworkAssertTest {
  private static final String WITNESS = "Witness.THREADS";

  /** A listener that records the start and cancellation of probes. */
  private static final class RecordingListener implements ProbeListener {
    final List<Endpoint> started = Collections.synchronizedList(new ArrayList<>());
    final BlockingQueue<Endpoint> cancelled = new LinkedBlockingQueue<>();

    @Override
    public void started(Endpoint endpoint) {
      started.add(endpoint);
    }

    @Override
    public void cancelled(Endpoint endpoint) {
      cancelled.add(endpoint);
    }
  }

  /** A finding that records the threads of its callers. */
  public record Witness(String words) implements Finding {
    private static final ConcurrentLinkedQueue<String> THREADS = new ConcurrentLinkedQueue<>();

    @Override
    public List<String> lines() {
      THREADS.add(Thread.currentThread().getName());
      return List.of(words);
    }

    @Override
    public String words() {
      THREADS.add(Thread.currentThread().getName());
      return words;
    }
  }

  private static ProbeClientBuilder builder() {
    return ProbeClient.builder().withoutDiscovery().timeout(ofMinutes(10));
  }

  private static ContractEntry line(Endpoint endpoint, PortState state) {
    return new ContractEntry(
        "by hand", endpoint, state, Set.of(), Optional.empty(), List.of(), Map.of());
  }

  private static ContractEntry speaking(Endpoint endpoint, String protocol, String text) {
    return new ContractEntry(
        "by hand",
        endpoint,
        PortState.LISTENING,
        Set.of(),
        Optional.of(protocol),
        List.of(text),
        Map.of());
  }

  @Test
  @Tag("slow")
  @DisplayName("Each silent port has its full timeout, however small the socket limit is")
  void moreThanTheWindow() {
    try (UdpPeer one = UdpPeer.silent();
        UdpPeer other = UdpPeer.at(Loopback.otherIpv4(), one.port()).silent();
        ProbeClient client =
            builder()
                .window(4)
                .resolver(
                    new ScriptedResolver()
                            .resolving(
                                "pair.example",
                                one.address().getAddress(),
                                other.address().getAddress())
                        ::resolve)
                .build()) {
      ContractEntry literal = line(endpointOf(one), PortState.LISTENING_OR_FILTERED);
      ContractEntry pair =
          line(Endpoint.udp("pair.example", one.port()), PortState.LISTENING_OR_FILTERED);
      NetworkContract contract =
          NetworkContract.of(
              Stream.concat(
                      Stream.generate(() -> literal).limit(5), Stream.generate(() -> pair).limit(3))
                  .toArray(ContractEntry[]::new));

      assertThatCode(() -> assertThatNetwork(client).within(ofSeconds(1)).matches(contract))
          .doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("Probes that complete at once do not overflow the stack")
  void answersAtOnce() {
    ScriptedProbe probe = new ScriptedProbe("db", new ManualTimeline());

    try (BoundedProbes batch =
        BoundedProbes.send(1, Collections.nCopies(NetworkContract.MAX_PORTS, probe))) {
      assertThat(batch.results())
          .hasSize(NetworkContract.MAX_PORTS)
          .allMatch(CompletableFuture::isDone);
    }
    assertThat(probe.sentAt).hasSize(NetworkContract.MAX_PORTS);
  }

  @Test
  @DisplayName("A client that throws fails one probe and not the batch")
  void throwing() {
    ScriptedProbe probe = new ScriptedProbe("db", new ManualTimeline());
    IllegalStateException defect = new IllegalStateException("no descriptor left");
    probe.answer =
        () -> {
          throw defect;
        };

    try (BoundedProbes batch = BoundedProbes.send(1, List.of(probe, probe, probe))) {
      assertThat(batch.results())
          .allSatisfy(
              answer ->
                  assertThat(answer)
                      .failsWithin(Duration.ZERO)
                      .withThrowableThat()
                      .withCause(defect));
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("A contract of 10,000 ports is recorded and checked")
  void mostPorts() {
    try (TcpPeer closed = TcpPeer.refusing();
        ProbeClient client = builder().window(100).build()) {
      NetworkContract recorded =
          NetworkContract.record(
                  client, Collections.nCopies(NetworkContract.MAX_PORTS, endpointOf(closed)))
              .join();

      assertThat(recorded.entries()).hasSize(NetworkContract.MAX_PORTS);
      assertThatCode(() -> assertThatNetwork(client).matches(recorded)).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("An invalid entry is rejected before any probe is sent")
  void checkedFirst() {
    RecordingListener listener = new RecordingListener();
    try (UdpPeer silent = UdpPeer.silent();
        ProbeClient client = builder().listener(listener).build()) {
      NetworkContract contract =
          NetworkContract.of(
              line(endpointOf(silent), PortState.LISTENING_OR_FILTERED),
              speaking(Endpoint.tcp("127.0.0.1", 1), "gopher", "x"));

      assertThatThrownBy(() -> assertThatNetwork(client).matches(contract))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("by hand: protocol: 'gopher'");
      assertThat(listener.started).isEmpty();
    }
  }

  @Test
  @DisplayName("An interrupt cancels the probes and is reported once")
  void interrupted() throws InterruptedException {
    RecordingListener listener = new RecordingListener();
    try (UdpPeer silent = UdpPeer.silent();
        ProbeClient client = builder().listener(listener).build()) {
      ContractEntry line = line(endpointOf(silent), PortState.LISTENING_OR_FILTERED);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> assertThatNetwork(client).matches(NetworkContract.of(line, line)))
          .isInstanceOf(AssertionError.class)
          .hasCauseInstanceOf(InterruptedException.class)
          .hasMessage(
              "The network is not proven to be as expected: the thread was interrupted before 2"
                  + " ports were checked.");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(listener.cancelled.take()).isEqualTo(endpointOf(silent));
      assertThat(listener.cancelled.take()).isEqualTo(endpointOf(silent));
    }
  }

  @Test
  @DisplayName("Cancelling a recording cancels its probes")
  void recordingCancelled() throws InterruptedException {
    RecordingListener listener = new RecordingListener();
    try (UdpPeer silent = UdpPeer.silent();
        ProbeClient client = builder().window(2).listener(listener).build()) {
      CompletableFuture<NetworkContract> recorded =
          NetworkContract.record(client, Collections.nCopies(5, endpointOf(silent)));

      recorded.cancel(true);

      assertThat(listener.cancelled.take()).isEqualTo(endpointOf(silent));
      assertThat(listener.cancelled.take()).isEqualTo(endpointOf(silent));
      assertThat(listener.started).hasSize(2);
    }
  }

  @Test
  @ResourceLock(WITNESS)
  @DisplayName("Findings are checked on the asserting thread")
  void judgedByTheCaller() {
    Witness.THREADS.clear();
    try (TcpPeer peer = Greeter.peer("hello");
        ProbeClient client =
            builder().timeout(ofSeconds(30)).protocol(new Greeter(7, Witness::new)).build()) {
      ContractEntry differing = speaking(endpointOf(peer), "greeter", "bye");

      assertThatThrownBy(() -> assertThatNetwork(client).matches(NetworkContract.of(differing)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("no line contains 'bye'");
      assertThat(Witness.THREADS).isNotEmpty().containsOnly(Thread.currentThread().getName());
    }
  }

  @Test
  @ResourceLock(WITNESS)
  @DisplayName("Findings are recorded off the event loops")
  void recordedOffTheLoops() {
    Witness.THREADS.clear();
    try (TcpPeer peer = Greeter.peer("hello");
        ProbeClient client =
            builder()
                .timeout(ofSeconds(30))
                .protocol(new Greeter(peer.port(), Witness::new))
                .build()) {
      var unused = NetworkContract.record(client, List.of(endpointOf(peer))).join();

      assertThat(Witness.THREADS).isNotEmpty().noneMatch(name -> name.startsWith("portprobe-loop"));
    }
  }
}
