package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Binding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it compares the threads of the JVM
class LifecycleTest {
  private static final Duration LONG = ofSeconds(30);

  private static ProbeClientBuilder talking() {
    return ProbeClient.builder()
        .withoutDiscovery()
        .timeout(LONG)
        .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()));
  }

  @Test
  void cancel_closesTheSocketAtOnce() throws Exception {
    try (ProbeClient client = talking().build();
        TcpPeer peer = TcpPeer.silent()) {
      CompletableFuture<ProbeReport> future = client.probe(endpointOf(peer)).as("talk").report();
      assertThat(peer.awaitConnections(1, LONG)).isTrue();

      assertThat(future.cancel(true)).isTrue();

      assertThat(peer.awaitClosed(LONG)).isTrue();
    }
  }

  @Test
  void complete_byTheCaller_closesTheSocket() throws Exception {
    try (ProbeClient client = talking().build();
        TcpPeer peer = TcpPeer.silent()) {
      CompletableFuture<ProbeReport> future = client.probe(endpointOf(peer)).as("talk").report();
      assertThat(peer.awaitConnections(1, LONG)).isTrue(); // else there may be no socket to close

      var unused = future.orTimeout(1, TimeUnit.MILLISECONDS);

      assertThatThrownBy(future::join).isInstanceOf(CompletionException.class);
      assertThat(peer.awaitClosed(LONG)).isTrue();
    }
  }

  @Test
  void cancel_duringNameResolution_cancelsIt() throws Exception {
    ScriptedResolver resolver = new ScriptedResolver().pending("slow.test");
    try (ProbeClient client = talking().resolver(resolver::resolve).build()) {
      CompletableFuture<PortState> future = client.tcp("slow.test", 80).state();
      assertThat(resolver.awaitLookups("slow.test", 1, LONG)).isTrue();

      future.cancel(true);

      assertThat(resolver.awaitCancelled("slow.test", 1, LONG)).isTrue();
    }
  }

  @Test
  void report_resolverDoesNotRespond_failsAtTheDeadline() {
    ScriptedResolver resolver = new ScriptedResolver().pending("slow.test");
    try (ProbeClient client = talking().resolver(resolver::resolve).build()) {
      assertThatThrownBy(() -> client.tcp("slow.test", 80).timeout(ofMillis(100)).state().join())
          .cause()
          .isInstanceOf(UnresolvedTargetException.class)
          .hasMessage(
              "tcp://slow.test:80: name resolution timed out after 100.0 ms: the name resolver did"
                  + " not complete");
    }
  }

  @Test
  void report_unresolvableName_failsWithTheReason() throws Exception {
    ScriptedResolver resolver =
        new ScriptedResolver()
            .resolving("empty.test")
            .throwing("defect.test", new IllegalStateException("no cable"));
    try (ProbeClient client = talking().resolver(resolver::resolve).build()) {
      assertThatThrownBy(() -> client.tcp("empty.test", 80).state().join())
          .cause()
          .isInstanceOf(UnresolvedTargetException.class)
          .hasMessage("tcp://empty.test:80: the host name has no address");
      assertThatThrownBy(() -> client.tcp("defect.test", 80).state().join())
          .cause()
          .isInstanceOf(UnresolvedTargetException.class)
          .hasMessageContaining("no cable");
    }
  }

  @Test
  void close_failsProbesInFlightWithTheirEndpoints() throws Exception {
    ProbeClient client = talking().build();
    try (TcpPeer silent = TcpPeer.silent();
        TcpPeer dropping = TcpPeer.blackHole();
        UdpPeer mute = UdpPeer.silent()) {
      List<CompletableFuture<ProbeReport>> futures =
          List.of(
              client.probe(endpointOf(silent)).as("talk").report(),
              client.probe(endpointOf(dropping)).report(),
              client.probe(endpointOf(mute)).report());
      assertThat(silent.awaitConnections(1, LONG)).isTrue();

      client.close();

      for (CompletableFuture<ProbeReport> future : futures) {
        assertThat(future).isCompletedExceptionally();
        assertThatThrownBy(future::join)
            .cause()
            .isInstanceOf(ProbeCancelledException.class)
            .hasMessageEndingWith("the client was closed");
      }
      assertThat(silent.awaitClosed(LONG)).isTrue();
    }
    client.close(); // twice does no harm
    assertThatThrownBy(() -> client.tcp("127.0.0.1", 9).state().join())
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_endsAllThreadsOfTheClient() {
    List<Thread> ofOthers = clientThreads(); // of the client that all assertions share, say
    ProbeClient client = talking().build();
    try (TcpPeer peer = TcpPeer.refusing()) {
      client.probe(endpointOf(peer)).state().join();
    }
    List<Thread> threads =
        clientThreads().stream().filter(thread -> !ofOthers.contains(thread)).toList();
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);

    client.close();

    assertThat(clientThreads()).noneMatch(threads::contains);
  }

  private static List<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive())
        .filter(
            thread ->
                thread.getName().startsWith("portprobe-loop")
                    || thread.getName().startsWith("portprobe-icmp"))
        .toList();
  }

  @Test
  void report_noFreeSocket_timesOutAtTheDeadline() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Script late = Script.builder().await(told).reply(bytes("pong\n")).thenSilence();
    try (ProbeClient client = talking().window(1).build();
        TcpPeer holding = TcpPeer.serving(late);
        TcpPeer open = TcpPeer.silent()) {
      CompletableFuture<ProbeReport> first = client.probe(endpointOf(holding)).as("talk").report();
      assertThat(holding.awaitConnections(1, LONG)).isTrue();
      CompletableFuture<PortState> second = client.probe(endpointOf(open)).state();
      CompletableFuture<PortState> third =
          client.probe(endpointOf(open)).timeout(ofMillis(50)).state();

      assertThatThrownBy(third::join)
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("timed out waiting for a free socket (limit: 1)");
      assertThat(second).isNotDone();
      told.countDown();
      assertThat(first.join().finding(Talk.Heard.class)).isPresent();
      assertThat(second.join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void cancel_whileWaitingForASocket_releasesThePermit() {
    try (ProbeClient client = talking().window(1).build();
        TcpPeer dropping = TcpPeer.blackHole();
        TcpPeer open = TcpPeer.silent()) {
      CompletableFuture<PortState> holding = client.probe(endpointOf(dropping)).state();
      List<CompletableFuture<PortState>> waiting =
          IntStream.range(0, 100)
              .mapToObj(i -> client.probe(endpointOf(dropping)).state())
              .toList();
      CompletableFuture<PortState> last = client.probe(endpointOf(open)).state();

      waiting.forEach(future -> future.cancel(true));
      holding.cancel(true);

      assertThat(last.join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void report_completesOnTheCallbackExecutor() {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks"));
    try (ProbeClient client = talking().callbackExecutor(executor).build();
        TcpPeer peer = TcpPeer.silent()) {
      CompletableFuture<String> thread =
          client
              .probe(endpointOf(peer))
              .report()
              .thenApply(report -> Thread.currentThread().getName());
      assertThat(thread.join()).isIn("callbacks", Thread.currentThread().getName());
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void report_callbackExecutorRejects_completesAnyway() {
    try (ProbeClient client =
            talking()
                .callbackExecutor(
                    task -> {
                      throw new java.util.concurrent.RejectedExecutionException("full");
                    })
                .build();
        TcpPeer peer = TcpPeer.silent()) {
      assertThat(client.probe(endpointOf(peer)).state().join()).isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void listeners_receiveStartAndOneEnd_evenIfOneThrows() throws Exception {
    ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    ProbeListener failing =
        new ProbeListener() {
          @Override
          public void started(Endpoint endpoint) {
            throw new IllegalStateException("deaf");
          }
        };
    ProbeListener noting =
        new ProbeListener() {
          @Override
          public void started(Endpoint endpoint) {
            heard.add("started");
          }

          @Override
          public void completed(ProbeReport report) {
            heard.add("answered " + report.state());
          }

          @Override
          public void failed(Endpoint endpoint, Throwable failure) {
            heard.add("failed");
          }

          @Override
          public void cancelled(Endpoint endpoint) {
            heard.add("cancelled");
          }
        };
    ScriptedResolver resolver = new ScriptedResolver().resolving("empty.test");
    try (ProbeClient client =
            talking().resolver(resolver::resolve).listener(failing).listener(noting).build();
        TcpPeer open = TcpPeer.silent();
        TcpPeer dropping = TcpPeer.blackHole()) {
      client.probe(endpointOf(open)).state().join();
      assertThatThrownBy(() -> client.tcp("empty.test", 9).state().join()).isNotNull();
      client.probe(endpointOf(dropping)).state().cancel(true);
    }
    assertThat(heard)
        .containsExactly(
            "started", "answered LISTENING", "started", "failed", "started", "cancelled");
  }

  @Test
  void close_fromACallbackOnTheLoop_doesNotDeadlock() throws Exception {
    ProbeClient client = talking().build();
    try (TcpPeer peer = TcpPeer.silent()) {
      CompletableFuture<Void> closedWithin =
          client.probe(endpointOf(peer)).report().thenAccept(report -> client.close());

      closedWithin.get(30, TimeUnit.SECONDS);

      client.closeAsync().get(30, TimeUnit.SECONDS);
    }
  }
}
