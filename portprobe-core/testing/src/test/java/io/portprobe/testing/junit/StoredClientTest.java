package io.portprobe.testing.junit;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.Transport;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.scan.Scan;
import io.portprobe.spi.Binding;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // the peers and clients of other classes would be reported as leaks
class StoredClientTest {
  private static final List<ProbeClient> MADE = new ArrayList<>();
  private static final Duration LONG = Duration.ofMinutes(10);

  private static ProbeClient make() {
    ProbeClient client = ProbeClient.builder().withoutDiscovery().build();
    MADE.add(client);
    return client;
  }

  @BeforeEach
  void noneMade() {
    MADE.clear();
  }

  static final class Everywhere {
    @RegisterExtension
    static final PortprobeExtension PORTPROBE = PortprobeExtension.using(StoredClientTest::make);

    private static TcpPeer peer;
    private final ProbeClient own;

    Everywhere(ProbeClient own) {
      this.own = own;
    }

    @BeforeAll
    static void start(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer silent) {
      peer = silent;
      assertListening(client);
    }

    @Test
    void one(ProbeClient client) {
      assertListening(client);
      assertListening(own);
    }

    @Test
    void other() {
      assertListening(own);
    }

    @AfterAll
    static void end(ProbeClient client) {
      assertListening(client);
    }

    private static void assertListening(ProbeClient client) {
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  static final class Around {
    @RegisterExtension
    static final PortprobeExtension PORTPROBE = PortprobeExtension.using(StoredClientTest::make);

    @Test
    void outer(ProbeClient client) {
      assertThat(client.protocols()).isEmpty();
    }

    @Nested
    class Inside {
      @Test
      void inner(ProbeClient client) {
        assertThat(client.protocols()).isEmpty();
      }
    }
  }

  static final class Behind {
    @Test
    void findsItClosed() {
      assertThat(MADE).hasSize(1).allMatch(StoredClientTest::isClosed);
    }
  }

  private static boolean isClosed(ProbeClient client) {
    PortProbe late = client.tcp("127.0.0.1", 1);
    return late.state().isCompletedExceptionally();
  }

  @Test
  @DisplayName("A registered client is shared by nested classes and closed after the class")
  void nested() {
    EngineRun run = EngineRun.of(Around.class, Behind.class);
    assertThat(run.failed()).isEmpty();
    assertThat(run.passed())
        .containsExactly("outer(ProbeClient)", "inner(ProbeClient)", "findsItClosed()");
  }

  @Test
  @DisplayName("A registered client is created once and closed after its tests")
  void using() {
    EngineRun run = EngineRun.of(Everywhere.class);
    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).containsExactlyInAnyOrder("one(ProbeClient)", "other()");
    assertThat(MADE).hasSize(1);
    PortProbe late = MADE.get(0).tcp("127.0.0.1", 1);
    assertThatThrownBy(() -> late.state().join()).hasStackTraceContaining("closed");
  }

  static final class NeverAsked {
    @RegisterExtension
    static final PortprobeExtension PORTPROBE = PortprobeExtension.using(StoredClientTest::make);

    @Test
    void runs() {}
  }

  @Test
  @DisplayName("A registered client that is not used is not created")
  void notNeeded() {
    assertThat(EngineRun.of(NeverAsked.class).passed()).containsExactly("runs()");
    assertThat(MADE).isEmpty();
  }

  @ExtendWith(PortprobeExtension.class)
  static final class Closes {
    @Test
    void closes(
        ProbeClient one,
        ProbeClient other,
        @Faulty(Fault.SILENT) UdpPeer deaf,
        @Faulty(Fault.SILENT) TcpPeer peer) {
      CompletableFuture<PortState> ofOne = one.probe(endpointOf(deaf)).timeout(LONG).state();
      CompletableFuture<PortState> ofOther = other.probe(endpointOf(deaf)).timeout(LONG).state();
      one.close();
      assertThat(ofOne).isCancelled();
      assertThat(ofOther).isNotDone();
      assertThat(other.closeAsync()).isCompleted();
      assertThat(ofOther).isCancelled();
    }

    @Test
    void goesOn(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer peer) {
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
      client.close();
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  @DisplayName("Closing the injected client cancels its probes and leaves the shared client open")
  void close() {
    EngineRun run = EngineRun.of(Closes.class);
    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).hasSize(2);
  }

  /** One of a caller, that does not end well. */
  private static final class Unclosable implements ProbeClient {
    @Override
    public PortProbe probe(Endpoint endpoint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<InetAddress>> resolve(String host, Duration timeout) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Scan scan() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> protocols() {
      return Set.of();
    }

    @Override
    public List<String> protocolsOn(Transport transport, int port) {
      return List.of();
    }

    @Override
    public List<ProtocolOption<?>> options(String protocol) {
      return List.of();
    }

    @Override
    public Set<Binding> bindings(String protocol) {
      return Set.of();
    }

    @Override
    public IoMode transport() {
      return IoMode.NIO;
    }

    @Override
    public int window() {
      return 1;
    }

    @Override
    public ProbeClientBuilder toBuilder() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
      return CompletableFuture.failedFuture(new IllegalStateException("a loop is stuck"));
    }

    @Override
    public void close() {
      closeAsync().join();
    }
  }

  static final class HasUnclosable {
    @RegisterExtension
    static final PortprobeExtension PORTPROBE = PortprobeExtension.using(Unclosable::new);

    @Test
    void runs(ProbeClient client) {
      assertThat(client.protocols()).isEmpty();
    }
  }

  @Test
  @DisplayName("A shared client that does not close fails the run")
  void unclosable() {
    EngineRun run = EngineRun.of(HasUnclosable.class);
    assertThat(run.passed()).containsExactly("runs(ProbeClient)");
    assertThat(run.failure("StoredClientTest$HasUnclosable"))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the shared ProbeClient failed to close; threads alive: ")
        .hasRootCauseMessage("a loop is stuck");
  }
}
