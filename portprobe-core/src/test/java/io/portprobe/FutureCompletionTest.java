package io.portprobe;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.faultkit.Loopback;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.client.ProbeClients;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanFailedException;
import io.portprobe.scan.ScanRun;
import io.portprobe.spi.Binding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every future completes if the event loop dies or the client closes. The client then works and
 * closes. {@link WatchdogCompletionTest} has the cases in which something blocks.
 */
@Timeout(120)
@Isolated // it counts threads
class FutureCompletionTest {
  private static final Duration LONG = ofSeconds(90);

  private final ClientEventLoops loops = ClientEventLoops.open(IoMode.NIO, 1);

  private ProbeClientBuilder builder() {
    return ProbeClient.builder()
        .withoutDiscovery()
        .ioMode(IoMode.NIO)
        .timeout(LONG)
        .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()));
  }

  private ProbeClient client(ProbeClientBuilder builder) {
    return ProbeClients.open(builder.config(), config -> builder, () -> loops);
  }

  static Stream<Error> errors() {
    return Stream.of(
        new NoClassDefFoundError("broken"),
        new IncompatibleClassChangeError("broken"),
        new StackOverflowError(),
        new OutOfMemoryError("broken"));
  }

  private static void assertWorks(ProbeClient client) throws Exception {
    try (TcpPeer open = TcpPeer.silent()) {
      assertThat(client.probe(endpointOf(open)).state().get(60, TimeUnit.SECONDS))
          .isEqualTo(PortState.LISTENING);
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void loopDiesOfAnError_failsTheProbeWithIt_andIsReplaced(Error error) throws Exception {
    try (ProbeClient client = client(builder());
        TcpPeer dropping = TcpPeer.blackHole()) {
      CompletableFuture<PortState> probe = client.probe(endpointOf(dropping)).state();
      LoopDeath.cause(loops.next(), error);

      assertThatThrownBy(() -> probe.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageContaining("the event loop died: " + error)
          .hasCause(error);
      assertWorks(client);
    }
  }

  @Test
  void loopDies_releasesTheSocketsOfItsProbes() throws Exception {
    try (ProbeClient client = client(builder().window(1));
        TcpPeer silent = TcpPeer.silent()) {
      CompletableFuture<ProbeReport> probe = client.probe(endpointOf(silent)).as("talk").report();
      assertThat(silent.awaitConnections(1, LONG)).isTrue();
      LoopDeath.cause(loops.next("talk"), new NoClassDefFoundError("broken"));

      assertThatThrownBy(() -> probe.get(60, TimeUnit.SECONDS))
          .as("not that the peer closed the connection")
          .cause()
          .isInstanceOf(LocalFaultException.class);
      assertThat(silent.awaitClosed(LONG)).isTrue();
      assertWorks(client);
    }
  }

  @Test
  void loopOfNamesDies_namesAreResolvedAgain() throws Exception {
    try (ProbeClient client = client(builder());
        TcpPeer open = TcpPeer.silent()) {
      LoopDeath.cause(loops.next(), new NoClassDefFoundError("broken"));

      assertThat(
              client
                  .tcp("localhost", open.port())
                  .stopWhenListening()
                  .state()
                  .handle((state, failure) -> state == PortState.LISTENING)
                  .thenCompose(
                      first -> client.tcp("localhost", open.port()).stopWhenListening().state()))
          .succeedsWithin(LONG)
          .isEqualTo(PortState.LISTENING);
    }
  }

  @Test
  void close_inADependentStageThatClosingCompletes_doesNotWaitForItself() throws Exception {
    ProbeClient client = client(builder());
    try (TcpPeer dropping = TcpPeer.blackHole()) {
      CompletableFuture<Object> dependent =
          client
              .probe(endpointOf(dropping))
              .state()
              .handle(
                  (state, failure) -> {
                    client.close();
                    return null;
                  });
      client.close();
      assertThat(dependent).isCompleted();
    }
  }

  @Test
  void close_endsEveryThreadOfTheClient() throws Exception {
    List<Thread> ofOthers = threads();
    Set<Thread> own = ConcurrentHashMap.newKeySet(); // idle threads end after some seconds
    ProbeClient client =
        client(
            builder()
                .targetPolicy(
                    (transport, address) -> {
                      own.add(Thread.currentThread());
                      return Optional.empty();
                    }));
    try (TcpPeer tls = TcpPeer.serving(Script.reply(Talk.bytes("not TLS")).thenSilence())) {
      client.probe(endpointOf(tls)).as("talk").tls().report().get(30, TimeUnit.SECONDS);
      own.addAll(threads());
      client.tcp("localhost", tls.port()).state().get(30, TimeUnit.SECONDS);
      own.addAll(threads());
      client
          .scan()
          .hosts("127.0.0.1")
          .tcp("1-20")
          .udp("1-5")
          .forEach(result -> own.add(Thread.currentThread()))
          .get(30, TimeUnit.SECONDS);
    }
    own.addAll(threads());
    ofOthers.forEach(own::remove);
    assertThat(own.stream().map(Thread::getName))
        .anyMatch(name -> name.startsWith("portprobe-tls"))
        .anyMatch(name -> name.startsWith("portprobe-resolve"))
        .anyMatch(name -> name.startsWith("portprobe-policy"))
        .anyMatch(name -> name.startsWith("portprobe-scan"));

    client.close();

    assertThat(own).noneMatch(Thread::isAlive);
    assertThat(threads()).filteredOn(thread -> !ofOthers.contains(thread)).isEmpty();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("portprobe-"))
        .toList();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // where 127.0.0.2 needs no set-up
  void loopOfAScanDies_failsTheProbeInFlightOrTheScan_andALaterScanWorks() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError("broken");
    CountDownLatch sent = new CountDownLatch(1); // counted down by the result of the second probe
    try (ProbeClient client = client(builder());
        TcpPeer dropping = TcpPeer.blackHole();
        TcpPeer open = TcpPeer.at(Loopback.otherIpv4(), dropping.port()).silent()) {
      Scan scan = scan(client).hosts(dropping.host(), open.host()).inOrder();
      ScanRun run = scan.tcp(String.valueOf(open.port())).start(result -> sent.countDown());
      assertThat(sent.await(60, TimeUnit.SECONDS)).isTrue();
      LoopDeath.cause(loops.next(), error);

      assertThat(
              run.summary()
                  .handle(
                      (summary, failure) ->
                          failure == null
                              ? summary.failed() == 1
                              : failure instanceof ScanFailedException
                                  && failure.getCause() == error))
          .succeedsWithin(LONG)
          .isEqualTo(true);
      assertThat(scan.tcp("1-20").collect())
          .succeedsWithin(LONG)
          .satisfies(results -> assertThat(results.summary().failed()).isZero());
    }
  }

  @Test
  void loopOfAScanDies_beforeAllProbesAreSent_failsTheScan() throws Exception {
    NoClassDefFoundError error = new NoClassDefFoundError("broken");
    try (ProbeClient client = client(builder());
        TcpPeer dropping = TcpPeer.blackHole()) {
      String port = String.valueOf(dropping.port());
      ScanRun run = scan(client).hosts("127.0.0.1").window(1).tcp("1," + port).start(result -> {});
      LoopDeath.cause(loops.next(), error);

      assertThat(run.summary())
          .failsWithin(LONG)
          .withThrowableThat()
          .withCauseInstanceOf(ScanFailedException.class)
          .havingRootCause()
          .isSameAs(error);
    }
  }

  /** Returns a scan on the loop of this test. A scan without a source address has other loops. */
  private static Scan scan(ProbeClient client) {
    return client.scan().sourceAddress(Loopback.ipv4()).timeout(LONG);
  }
}
