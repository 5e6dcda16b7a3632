package io.portprobe.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.internal.probe.ProbeSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProbeFlightTest {
  @Test
  void resultThatCannotBeMade_failsTheFuture() {
    NoClassDefFoundError broken = new NoClassDefFoundError("broken");
    try (TcpPeer peer = TcpPeer.silent();
        ProbeClient client = ProbeClient.create()) {
      ProbeSettings settings =
          new ProbeSettings(Endpoint.tcp(peer.host(), peer.port()), Duration.ofSeconds(20), 1_000);
      CompletableFuture<PortState> result =
          ((DefaultProbeClient) client)
              .execute(
                  settings,
                  report -> {
                    throw broken;
                  });
      assertThat(catchThrowable(() -> result.get(60, TimeUnit.SECONDS))).hasCause(broken);
    }
  }
}
