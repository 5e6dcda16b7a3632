package io.portprobe.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import io.portprobe.faultkit.TcpPeer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IdentifySettingsTest extends IdentifySample {
  @Tag("slow")
  @Test
  void unsafeProtocol_isOnlySpoken_ifEnabled() {
    try (TcpPeer peer = TcpPeer.serving(responding(line -> line.equals("FORMAT") ? "DONE\n" : ""));
        ProbeClient client = client(UNSAFE)) {
      PortProbe probe = client.tcp("127.0.0.1", peer.port()).plain();

      assertThat(probe.timeout(SHORT).identify().join().protocol()).isEmpty();
      assertThat(received).doesNotContain("FORMAT");
      assertThat(
              probe.identify(IdentifySettings.defaults().withUnsafeProtocols()).join().protocol())
          .contains("unsafe");
    }
  }

  @Test
  void connections_areLimitedBySettings() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = client(QUIZ, RARE, HAIL)) {
      IdentifySettings one = IdentifySettings.defaults().withMaxConnections(1);
      PortProbe probe = client.tcp("127.0.0.1", peer.port());
      ServiceIdentity identity =
          patiently(
              timeout -> probe.timeout(timeout).identify(one).join(),
              each -> each.connections() > 0);

      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void plainProbe_triesNoTls() {
    try (TcpPeer peer = TcpPeer.serving(quizServer());
        ProbeClient client = client(HAIL, QUIZ)) {
      ServiceIdentity identity = client.tcp("127.0.0.1", peer.port()).plain().identify().join();

      assertThat(identity.protocol()).contains("quiz");
      assertThat(identity.connections()).isEqualTo(1);
    }
  }

  @Test
  void deniedTarget_failsTheFuture() {
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client =
            ProbeClient.builder()
                .withoutDiscovery()
                .targetPolicy(TargetPolicy.publicInternetOnly())
                .build()) {
      assertThat(client.tcp("127.0.0.1", peer.port()).identify())
          .failsWithin(Duration.ofSeconds(5))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(TargetDeniedException.class);
    }
  }

  @Test
  void cancelledIdentification_closesItsSocket() throws Exception {
    CompletableFuture<Integer> end = new CompletableFuture<>();
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    try (TcpPeer peer =
            TcpPeer.serving(
                (in, out) -> {
                  accepted.complete(null);
                  end.complete(in.read());
                });
        ProbeClient client = client(HAIL)) {
      CompletableFuture<ServiceIdentity> identity =
          client.tcp("127.0.0.1", peer.port()).timeout(Duration.ofMinutes(1)).identify();
      accepted.get(60, TimeUnit.SECONDS);
      identity.cancel(false);

      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void json_hasTheIdentity() {
    try (TcpPeer peer = TcpPeer.serving(greeting("HAIL 7\n"))) {
      assertThat(identify(peer, HAIL).toJson())
          .contains(
              "\"verdict\":\"IDENTIFIED\"",
              "\"protocol\":\"hail\"",
              "\"confidence\":\"CONFIRMED\"",
              "\"connections\":1",
              "\"words\":\"HAIL 7\"");
    }
  }
}
