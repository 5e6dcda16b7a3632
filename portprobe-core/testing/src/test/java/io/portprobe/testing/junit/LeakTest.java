package io.portprobe.testing.junit;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.testing.PortAssertions;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // the peers and clients of other classes would be reported as leaks
class LeakTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final List<CompletableFuture<PortState>> SENT = new ArrayList<>();
  private static final UdpPeer SILENT = UdpPeer.silent();

  /** Starts a probe of a silent port. */
  private static void sendProbe(ProbeClient client) {
    SENT.add(client.probe(endpointOf(SILENT)).timeout(LONG).state());
  }

  @BeforeEach
  void nothingProbed() {
    SENT.clear();
  }

  @AfterAll
  static void close() {
    SILENT.close();
  }

  private static void assertInFlight(EngineRun run, String name, int probes) {
    assertThat(run.failed()).containsExactly(name);
    assertThat(run.failure(name))
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            "(?s)%s ended with %s still in flight; join or cancel the returned futures:(%s){%d}"
                .formatted(
                    Pattern.quote(name),
                    probes == 1 ? "1 probe or scan" : probes + " probes or scans",
                    "\n  "
                        + endpointOf(SILENT)
                        + ", started \\d+ ms ago by thread '"
                        + Thread.currentThread().getName()
                        + "'",
                    probes));
    assertThat(SENT).hasSize(probes).allMatch(CompletableFuture::isCancelled);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class InMethod {
    @Test
    void leaves(ProbeClient client) {
      sendProbe(client);
      sendProbe(client);
    }

    @Test
    void leavesNothing(ProbeClient client) {
      CompletableFuture<PortState> cancelled =
          client.probe(endpointOf(SILENT)).timeout(LONG).state();
      cancelled.cancel(true);
      // On a busy host it fails, because it had no time to send.
      client
          .probe(endpointOf(SILENT))
          .timeout(Duration.ofMillis(1))
          .state()
          .handle((state, failure) -> state)
          .join();
    }
  }

  @Test
  @DisplayName("Probes in flight fail the test and are cancelled")
  void inTest() {
    EngineRun run = EngineRun.of(InMethod.class);
    assertInFlight(run, "leaves(ProbeClient)", 2);
    assertThat(run.passed()).containsExactly("leavesNothing(ProbeClient)");
  }

  @ExtendWith(PortprobeExtension.class)
  static final class AroundMethod {
    private ProbeClient client;

    @BeforeEach
    void keep(ProbeClient client) {
      this.client = client;
    }

    @AfterEach
    void lateQuestion() {
      sendProbe(client);
    }

    @Test
    void runs() {}
  }

  @Test
  @DisplayName("Probes of @BeforeEach and @AfterEach methods fail the test")
  void aroundTest() {
    assertInFlight(EngineRun.of(AroundMethod.class), "runs()", 1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class InConstructor {
    private final ProbeClient client;

    InConstructor(ProbeClient client) {
      this.client = client;
    }

    @Test
    void leaves() {
      sendProbe(client);
    }

    @Test
    void leavesNothing() {
      assertThat(client.protocols()).isNotNull();
    }
  }

  @Test
  @DisplayName("A probe of a constructor fails the test")
  void inConstructor() {
    EngineRun run = EngineRun.of(InConstructor.class);
    assertInFlight(run, "leaves()", 1);
    assertThat(run.passed()).containsExactly("leavesNothing()");
  }

  @ExtendWith(PortprobeExtension.class)
  @TestInstance(Lifecycle.PER_CLASS)
  static final class InSharedInstance {
    private final ProbeClient client;

    InSharedInstance(ProbeClient client) {
      this.client = client;
    }

    @Test
    void leaves() {
      sendProbe(client);
    }

    @Test
    void findsItThere() {
      SENT.forEach(sent -> assertThat(sent).isNotDone());
    }
  }

  @Test
  @DisplayName("A probe of an instance that tests share fails the class")
  void inSharedInstance() {
    assertInFlight(EngineRun.of(InSharedInstance.class), "LeakTest$InSharedInstance", 1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class InBeforeAll {
    @BeforeAll
    static void leaves(ProbeClient client) {
      sendProbe(client);
    }

    @Test
    void runs() {
      assertThat(SENT.get(0)).isNotDone();
    }
  }

  @Test
  @DisplayName("A probe of a @BeforeAll method fails the class")
  void inBeforeAll() {
    EngineRun run = EngineRun.of(InBeforeAll.class);
    assertInFlight(run, "LeakTest$InBeforeAll", 1);
    assertThat(run.passed()).containsExactly("runs()");
  }

  @ExtendWith(PortprobeExtension.class)
  static final class AnyOf {
    @Test
    void ends(ProbeClient client, @Faulty(Fault.BLACK_HOLE) TcpPeer deaf) {
      try (TcpPeer up = TcpPeer.silent()) {
        PortAssertions.awaitAtLeast(client, 1, List.of(endpointOf(deaf), endpointOf(up)))
            .probeTimeout(LONG.dividedBy(20))
            .untilListening();
      }
    }
  }

  @Test
  @DisplayName("Probes of a wait that has ended are not leaks")
  void ofWait() {
    EngineRun run = EngineRun.of(AnyOf.class);
    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).hasSize(1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class OpensPeers {
    private static final List<Peer> LEFT = new ArrayList<>();
    private static TcpPeer before;

    @Test
    void leaves() throws IOException {
      LEFT.add(TcpPeer.silent());
      LEFT.add(UdpPeer.refusing());
      TcpPeer.silent().close();
      new Socket(before.host(), before.port()).close(); // which starts a separate thread
    }
  }

  @Test
  @DisplayName(
      "A peer that is open when the class ends fails the class, with the place where it was opened")
  void peers() {
    try (TcpPeer before = TcpPeer.silent()) {
      OpensPeers.before = before;
      EngineRun run = EngineRun.of(OpensPeers.class);
      assertThat(run.passed()).containsExactly("leaves()");
      String here = ", opened at \\S+\\$OpensPeers\\.leaves\\(LeakTest\\.java:\\d+\\)";
      assertThat(run.failure("LeakTest$OpensPeers"))
          .isInstanceOf(AssertionError.class)
          .message()
          .matches(
              "LeakTest\\$OpensPeers left peers open; close them or have them "
                  + "injected:\n  %s%s\n  %s%s"
                      .formatted(OpensPeers.LEFT.get(0), here, OpensPeers.LEFT.get(1), here));
    } finally {
      OpensPeers.LEFT.forEach(Peer::close);
      OpensPeers.LEFT.clear();
    }
  }

  @Test
  @DisplayName("Open peers are not checked if tests run in parallel")
  void peersInParallel() {
    Map<String, String> parallel = Map.of("junit.jupiter.execution.parallel.enabled", "true");
    try (TcpPeer before = TcpPeer.silent()) {
      OpensPeers.before = before;
      assertThat(EngineRun.with(parallel, OpensPeers.class).failed()).isEmpty();
    } finally {
      OpensPeers.LEFT.forEach(Peer::close);
      OpensPeers.LEFT.clear();
    }
  }

  @ExtendWith(PortprobeExtension.class)
  static final class UsesShared {
    private static Set<Thread> during = Set.of();

    @Test
    void uses(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer peer) {
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
      during = ThreadNames.alive("portprobe-loop");
    }
  }

  @Test
  @DisplayName("The threads of the shared client end with the run")
  void sharedClient() {
    Set<Thread> before = ThreadNames.alive("portprobe-loop");
    assertThat(EngineRun.of(UsesShared.class).failed()).isEmpty();
    UsesShared.during.removeAll(before);
    assertThat(UsesShared.during).isNotEmpty();
    Set<Thread> after = ThreadNames.alive("portprobe-loop");
    after.removeAll(before);
    assertThat(after).isEmpty();
  }
}
