package io.portprobe.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.assertions.PortAssertions;
import io.portprobe.testkit.TcpPeer;
import io.portprobe.testkit.UdpPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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

@DisplayName("What a test leaves behind fails it:")
class LeftBehindTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final List<CompletableFuture<PortState>> ASKED = new ArrayList<>();
  private static final UdpPeer SILENT = UdpPeer.silent();

  /** A probe that nothing answers. */
  private static void ask(ProbeClient client) {
    ASKED.add(client.probe(SILENT.endpoint()).timeout(LONG).state());
  }

  @BeforeEach
  void nothingAsked() {
    ASKED.clear();
  }

  @AfterAll
  static void close() {
    SILENT.close();
  }

  private static void assertInFlight(Run run, String name, int probes) {
    assertThat(run.failed()).containsExactly(name);
    assertThat(run.failure(name))
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            "(?s)%s ended with %s still in flight; join or cancel what they return:(%s){%d}"
                .formatted(
                    Pattern.quote(name),
                    probes == 1 ? "1 probe or scan" : probes + " probes or scans",
                    "\n  "
                        + SILENT.endpoint()
                        + ", begun \\d+ ms ago by the thread '"
                        + Thread.currentThread().getName()
                        + "'",
                    probes));
    assertThat(ASKED).hasSize(probes).allMatch(CompletableFuture::isCancelled);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class InMethod {
    @Test
    void leaves(ProbeClient client) {
      ask(client);
      ask(client);
    }

    @Test
    void leavesNothing(ProbeClient client) {
      CompletableFuture<PortState> cancelled =
          client.probe(SILENT.endpoint()).timeout(LONG).state();
      cancelled.cancel(true);
      client.probe(SILENT.endpoint()).timeout(Duration.ofMillis(1)).state().join();
    }
  }

  @Test
  @DisplayName("probes in flight, each named and cancelled")
  void inTest() {
    Run run = Run.of(InMethod.class);
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
      ask(client);
    }

    @Test
    void runs() {}
  }

  @Test
  @DisplayName("a probe of what goes before the test and behind it")
  void aroundTest() {
    assertInFlight(Run.of(AroundMethod.class), "runs()", 1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class InConstructor {
    private final ProbeClient client;

    InConstructor(ProbeClient client) {
      this.client = client;
    }

    @Test
    void leaves() {
      ask(client);
    }

    @Test
    void leavesNothing() {
      assertThat(client.protocols()).isNotNull();
    }
  }

  @Test
  @DisplayName("a probe of an instance that the test has to itself")
  void inConstructor() {
    Run run = Run.of(InConstructor.class);
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
      ask(client);
    }

    @Test
    void findsItThere() {
      ASKED.forEach(asked -> assertThat(asked).isNotDone());
    }
  }

  @Test
  @DisplayName("a probe of an instance that the tests share fails the class")
  void inSharedInstance() {
    assertInFlight(Run.of(InSharedInstance.class), "LeftBehindTest$InSharedInstance", 1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class InBeforeAll {
    @BeforeAll
    static void leaves(ProbeClient client) {
      ask(client);
    }

    @Test
    void runs() {
      assertThat(ASKED.get(0)).isNotDone();
    }
  }

  @Test
  @DisplayName("a probe of a @BeforeAll method fails the class")
  void inBeforeAll() {
    Run run = Run.of(InBeforeAll.class);
    assertInFlight(run, "LeftBehindTest$InBeforeAll", 1);
    assertThat(run.passed()).containsExactly("runs()");
  }

  @ExtendWith(PortprobeExtension.class)
  static final class AnyOf {
    @Test
    void ends(ProbeClient client, @Faulty(Fault.BLACK_HOLE) TcpPeer deaf) {
      try (TcpPeer up = TcpPeer.silent()) {
        PortAssertions.awaitAtLeast(client, 1, List.of(deaf.endpoint(), up.endpoint()))
            .eachWithin(LONG.dividedBy(20))
            .untilListening();
      }
    }
  }

  @Test
  @DisplayName("but not what a wait asked that has ended")
  void ofWait() {
    Run run = Run.of(AnyOf.class);
    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).hasSize(1);
  }

  @ExtendWith(PortprobeExtension.class)
  static final class OpensPeers {
    private static TcpPeer left;

    @Test
    void leaves() {
      left = TcpPeer.silent();
      TcpPeer.silent().close();
    }
  }

  @Test
  @DisplayName("a peer that is open when the class ends, told by its threads; not that of others")
  void peer() {
    try (TcpPeer before = TcpPeer.silent()) {
      Run run = Run.of(OpensPeers.class);
      try (TcpPeer left = OpensPeers.left) {
        assertThat(run.passed()).containsExactly("leaves()");
        assertThat(run.failure("LeftBehindTest$OpensPeers"))
            .isInstanceOf(AssertionError.class)
            .hasMessage(
                "LeftBehindTest$OpensPeers left testkit peers open; close them, or let them be "
                    + "injected. Their threads: testkit-tcp-"
                    + left.port());
        assertThat(left.port()).isNotEqualTo(before.port());
      }
    }
  }

  @ExtendWith(PortprobeExtension.class)
  static final class UsesShared {
    private static Set<Thread> during = Set.of();

    @Test
    void uses(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer peer) {
      assertThat(client.probe(peer.endpoint()).state().join()).isEqualTo(PortState.LISTENING);
      during = Threads.alive("portprobe-loop");
    }
  }

  @Test
  @DisplayName("nothing is left of the shared client when the run has ended")
  void sharedClient() {
    Set<Thread> before = Threads.alive("portprobe-loop");
    assertThat(Run.of(UsesShared.class).failed()).isEmpty();
    UsesShared.during.removeAll(before);
    assertThat(UsesShared.during).isNotEmpty();
    Set<Thread> after = Threads.alive("portprobe-loop");
    after.removeAll(before);
    assertThat(after).isEmpty();
  }

  @Test
  @DisplayName("a thread that was about to end counts for nothing")
  void ending() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Thread ending = new Thread(() -> {});
    Thread staying = new Thread(() -> assertThatNoException().isThrownBy(told::await));
    ending.start();
    staying.start();
    ending.join();
    Set<Thread> threads = new HashSet<>(Set.of(ending, staying));
    Threads.join(threads, Duration.ofMillis(1));
    assertThat(threads).containsExactly(staying);
    told.countDown();
    Threads.join(threads, LONG);
    assertThat(threads).isEmpty();
  }
}
