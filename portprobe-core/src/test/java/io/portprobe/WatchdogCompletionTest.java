package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.client.ProbeClients;
import io.portprobe.internal.io.ClientEventLoops;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every future completes if the event loop is blocked, if a callback blocks, or if the executor
 * drops the completion: the watchdog completes it. The client then works and closes.
 */
@Tag("slow")
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class WatchdogCompletionTest {
  private static final Duration LONG = ofSeconds(90);
  private static final Duration SHORT = ofMillis(100);

  private final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);
  private final CountDownLatch spinning = new CountDownLatch(1);
  private final AtomicBoolean released = new AtomicBoolean();

  private static ProbeClientBuilder builder() {
    return ProbeClient.builder().withoutDiscovery().ioMode(IoMode.NIO).timeout(LONG);
  }

  private ProbeClient client(ProbeClientBuilder builder) {
    return ProbeClients.open(builder.config(), config -> builder, () -> loops);
  }

  /** BlockHound lets no test wait on an event loop in another way. */
  private void spin() {
    spinning.countDown();
    long turns = 0;
    while (!released.get()) {
      turns++;
    }
    assertThat(turns).isNotNegative();
  }

  @Test
  void loopIsBlockedByADependentStage_failsOtherProbesWithItsStack() throws Exception {
    try (ProbeClient client = client(builder());
        TcpPeer open = TcpPeer.silent()) {
      CompletableFuture<Void> blocking =
          CompletableFuture.supplyAsync(
                  () -> client.probe(endpointOf(open)).report().thenAccept(report -> spin()),
                  loops.next())
              .thenCompose(stage -> stage);
      assertThat(spinning.await(30, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<PortState> blocked = client.probe(endpointOf(open)).timeout(SHORT).state();

      assertThatThrownBy(() -> blocked.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("the event loop is blocked in " + getClass().getName() + ".spin")
          .hasRootCauseMessage("the stack of the event loop");
      assertThat(client.probe(endpointOf(open)).state().get(60, TimeUnit.SECONDS))
          .as("on another loop")
          .isEqualTo(PortState.LISTENING);
      released.set(true);
      assertThat(blocking).succeedsWithin(LONG);
    } finally {
      released.set(true);
    }
  }

  @Test
  void listenerThatBlocks_doesNotKeepTheResult() throws Exception {
    ProbeListener blocking =
        new ProbeListener() {
          @Override
          public void completed(ProbeReport report) {
            BlockedThread.until(released::get);
          }
        };
    try (ProbeClient client = client(builder().listener(blocking));
        TcpPeer open = TcpPeer.silent()) {
      assertThat(client.probe(endpointOf(open)).timeout(SHORT).state().get(60, TimeUnit.SECONDS))
          .isEqualTo(PortState.LISTENING);
      assertThat(client.probe(endpointOf(open)).timeout(SHORT).state().get(60, TimeUnit.SECONDS))
          .as("on another loop")
          .isEqualTo(PortState.LISTENING);
    } finally {
      released.set(true);
    }
  }

  @Test
  void executorThatNeverRuns_doesNotKeepTheResult() throws Exception {
    try (ProbeClient client = client(builder().callbackExecutor(task -> {}));
        TcpPeer open = TcpPeer.silent()) {
      assertThat(client.probe(endpointOf(open)).timeout(SHORT).state().get(60, TimeUnit.SECONDS))
          .isEqualTo(PortState.LISTENING);
      assertThat(client.tcp("none.invalid", 1).timeout(SHORT).state())
          .failsWithin(20, TimeUnit.SECONDS)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(UnresolvedTargetException.class);
    }
  }
}
