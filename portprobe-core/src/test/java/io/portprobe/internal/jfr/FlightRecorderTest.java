package io.portprobe.internal.jfr;

import static io.portprobe.PeerEndpoints.endpointOf;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Tag("slow")
@Isolated // it records the events of all clients of the JVM
class FlightRecorderTest {
  private static final InetAddress LOOPBACK = new InetSocketAddress("127.0.0.1", 0).getAddress();

  @TempDir private Path folder;

  private interface Questions {
    void run(ProbeClient client, TcpPeer peer) throws Exception;
  }

  private List<RecordedEvent> events(String name, Questions questions) throws Exception {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      for (String kind : List.of("Probe", "Resolve", "Dialogue")) {
        recording.enable("io.portprobe." + kind).withoutThreshold();
      }
      recording.start();
      try (ProbeClient client =
              ProbeClient.builder()
                  .withoutDiscovery()
                  .timeout(ofSeconds(30))
                  .resolver(new ScriptedResolver().resolving("known.example", LOOPBACK)::resolve)
                  .protocol(Talk.protocol("talk", Binding.tcp(9), context -> new Talk.Pinging()))
                  .build();
          TcpPeer peer = TcpPeer.silent()) {
        questions.run(client, peer);
      }
      recording.stop();
      recording.dump(file);
    }
    return read(file).stream().filter(e -> e.getEventType().getName().equals(name)).toList();
  }

  private static List<RecordedEvent> read(Path file) throws IOException {
    return RecordingFile.readAllEvents(file);
  }

  @Test
  void probe_completed_recordsEndpointStateAndReason() throws Exception {
    List<RecordedEvent> events =
        events(
            "io.portprobe.Probe",
            (client, peer) -> client.probe(endpointOf(peer)).stateOnly().report().join());

    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("endpoint")).startsWith("tcp://127.0.0.1:");
    assertThat(events.get(0).getString("transport")).matches("EPOLL|KQUEUE|NIO");
    assertThat(events.get(0).getString("state")).isEqualTo("LISTENING");
    assertThat(events.get(0).getString("reason")).isEqualTo("ACCEPTED");
    assertThat(events.get(0).getInt("attempts")).isEqualTo(1);
    assertThat(events.get(0).getDuration()).isPositive();
  }

  @Test
  void probe_cancelled_recordsCancellation() throws Exception {
    List<RecordedEvent> events =
        events(
            "io.portprobe.Probe",
            (client, peer) -> {
              CompletableFuture<ProbeReport> future =
                  client.probe(endpointOf(peer)).as("talk").report();
              assertThat(peer.awaitConnections(1, ofSeconds(30))).isTrue();
              future.cancel(true);
              assertThat(peer.awaitClosed(ofSeconds(30))).isTrue();
            });

    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("failure")).isEqualTo("cancelled");
  }

  @Test
  void nameResolution_anyOutcome_recordsHostAndAddresses() throws Exception {
    List<RecordedEvent> events =
        events(
            "io.portprobe.Resolve",
            (client, peer) -> {
              client.tcp("known.example", peer.port()).stateOnly().report().join();
              assertThatThrownBy(() -> client.tcp("unknown.example", 80).state().join())
                  .hasCauseInstanceOf(UnresolvedTargetException.class);
            });

    assertThat(events)
        .extracting(e -> e.getString("host"), e -> e.getInt("addresses"))
        .containsExactlyInAnyOrder(tuple("known.example", 1), tuple("unknown.example", 0));
  }

  @Test
  void dialogue_ended_recordsProtocolPeerAndOutcome() throws Exception {
    List<RecordedEvent> events =
        events(
            "io.portprobe.Dialogue",
            (client, peer) ->
                client.probe(endpointOf(peer)).as("talk").timeout(ofSeconds(2)).report().join());

    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("protocol")).isEqualTo("talk");
    assertThat(events.get(0).getString("outcome")).isEqualTo("INCOMPLETE");
    assertThat(events.get(0).getString("peer")).startsWith("127.0.0.1 port ");
  }
}
