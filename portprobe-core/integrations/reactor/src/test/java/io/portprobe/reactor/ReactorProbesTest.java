package io.portprobe.reactor;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeListener;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanResult;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@ExtendWith(PortprobeExtension.class)
class ReactorProbesTest {
  @BeforeAll
  static void blockHound() {
    BlockHound.install(); // loads the integration of this artifact
  }

  @Test
  @DisplayName("Each subscriber sends a separate probe")
  void cold(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer db) throws Exception {
    Mono<PortState> state = ReactorProbes.state(client.probe(endpointOf(db)));
    assertThat(db.connections()).isZero();

    StepVerifier.create(state).expectNext(PortState.LISTENING).verifyComplete();
    StepVerifier.create(state).expectNext(PortState.LISTENING).verifyComplete();

    assertThat(db.awaitConnections(2, ofSeconds(20))).isTrue();
    StepVerifier.create(ReactorProbes.report(client.probe(endpointOf(db))))
        .assertNext(report -> assertThat(report.endpoint()).isEqualTo(endpointOf(db)))
        .verifyComplete();
  }

  @Test
  @DisplayName("A probe that fails is the error signal, unwrapped")
  void notProbed() {
    try (ProbeClient client =
        ProbeClient.builder().resolver(new ScriptedResolver()::resolve).build()) {
      StepVerifier.create(ReactorProbes.state(client.tcp("db", 5432)))
          .verifyError(UnresolvedTargetException.class);
    }
  }

  @Test
  @DisplayName("Cancelling closes the socket of the probe")
  void cancel(@Faulty(Fault.SILENT) TcpPeer directory) throws Exception {
    CompletableFuture<Endpoint> cancelled = new CompletableFuture<>();
    ProbeListener listener =
        new ProbeListener() {
          @Override
          public void cancelled(Endpoint endpoint) {
            cancelled.complete(endpoint);
          }
        };
    try (ProbeClient client = ProbeClient.builder().listener(listener).build()) {
      var subscription =
          ReactorProbes.report(
                  client.probe(endpointOf(directory)).stateOnly().holdOpen(ofSeconds(60)))
              .subscribe();
      assertThat(directory.awaitConnections(1, ofSeconds(20))).isTrue();
      subscription.dispose();

      assertThat(cancelled).succeedsWithin(ofSeconds(20)).isEqualTo(endpointOf(directory));
      assertThat(directory.awaitClosed(ofSeconds(20))).isTrue();
    }
  }

  @Test
  @DisplayName("A scan respects demand and stops when it is cancelled")
  void scan(
      ProbeClient client,
      @Faulty(Fault.SILENT) TcpPeer one,
      @Faulty(Fault.REFUSING) TcpPeer two,
      @Faulty(Fault.SILENT) TcpPeer three) {
    String ports =
        Stream.of(one, two, three)
            .map(peer -> Integer.toString(peer.port()))
            .collect(Collectors.joining(","));
    Scan scan = client.scan().hosts(one.host()).tcp(ports).window(1);

    StepVerifier.create(ReactorProbes.results(scan), 0)
        .thenRequest(1)
        .assertNext(first -> assertThat(first.port()).isIn(one.port(), two.port(), three.port()))
        .thenRequest(2)
        .expectNextCount(2)
        .verifyComplete();
    StepVerifier.create(ReactorProbes.results(scan), 1).expectNextCount(1).thenCancel().verify();
    assertThat(listening(client, one.host(), ports).block(ofSeconds(20))).isEqualTo(2);
  }

  @Test
  @DisplayName("Probes and scans start on a thread that must not block")
  void nonBlockingThread(ProbeClient client, @Faulty(Fault.SILENT) TcpPeer db) {
    Scan scan = client.scan().hosts(db.host()).tcp(Integer.toString(db.port()));

    Mono<PortState> state =
        Mono.defer(() -> ReactorProbes.state(client.tcp("localhost", db.port())))
            .subscribeOn(Schedulers.parallel());
    Flux<ScanResult> results =
        Flux.defer(() -> ReactorProbes.results(scan)).subscribeOn(Schedulers.parallel());

    StepVerifier.create(state).expectNext(PortState.LISTENING).verifyComplete();
    StepVerifier.create(results).expectNextCount(1).verifyComplete();
    StepVerifier.create(Mono.fromCallable(this::sleep).subscribeOn(Schedulers.parallel()))
        .verifyError(BlockingOperationError.class);
  }

  private int sleep() throws InterruptedException {
    Thread.sleep(1); // a blocking call, which BlockHound rejects
    return 1;
  }

  @Test
  @DisplayName("A closed client is an error signal")
  void closed(@Faulty(Fault.SILENT) TcpPeer db) {
    ProbeClient client = ProbeClient.create();
    Mono<PortState> state = ReactorProbes.state(client.probe(endpointOf(db)));
    client.close();

    StepVerifier.create(state).verifyError(IllegalStateException.class);
  }

  private static Mono<Long> listening(ProbeClient client, String hosts, String ports) {
    // README: reactor
    Mono<PortState> state = ReactorProbes.state(client.tcp("db", 5432));
    Flux<ScanResult> results = ReactorProbes.results(client.scan().hosts(hosts).tcp(ports));
    // end
    assertThat(state).isNotNull(); // no subscriber, so no probe is sent
    return results.filter(each -> each.state().equals(Optional.of(PortState.LISTENING))).count();
  }
}
