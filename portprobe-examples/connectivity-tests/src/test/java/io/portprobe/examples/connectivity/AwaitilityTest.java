package io.portprobe.examples.connectivity;

import static io.portprobe.testing.PeerEndpoints.endpointOf;
import static io.portprobe.testing.PortAssertions.assertThatPort;
import static io.portprobe.testing.PortAssertions.awaitPort;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.testing.junit.Fault;
import io.portprobe.testing.junit.Faulty;
import io.portprobe.testing.junit.PortprobeExtension;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(PortprobeExtension.class)
class AwaitilityTest {
  @Test
  @DisplayName("An assertion is repeated until it holds")
  void comesUp(@Faulty(Fault.SILENT) TcpPeer db) throws Exception {
    InetAddress address = db.address().getAddress();
    ScriptedResolver names = new ScriptedResolver().nxdomain("db");
    try (ProbeClient client = ProbeClient.builder().resolver(names::resolve).build()) {
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> untilListening(client, Endpoint.tcp("db", db.port())));
      assertThat(names.awaitLookups("db", 1, ofSeconds(20))).isTrue();
      names.resolving("db", address);

      waiting.join();
      assertThat(names.lookups("db")).isGreaterThan(1);
      assertThat(db.awaitConnections(1, ofSeconds(20))).isTrue();
    }
  }

  private static void untilListening(ProbeClient client, Endpoint db) {
    // README: awaitility
    await()
        .atMost(ofSeconds(30))
        .untilAsserted(() -> assertThatPort(client, db).within(ofSeconds(1)).isListening());
    // end
  }

  @Test
  @DisplayName("A failed wait contains the last report")
  void refused(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    assertThatPort(client, endpointOf(db)).isNotListening(); // loads the classes first
    assertThatThrownBy(
            () ->
                await()
                    .atMost(ofSeconds(2))
                    .untilAsserted(
                        () ->
                            assertThatPort(client, endpointOf(db))
                                .within(ofSeconds(1))
                                .isListening()))
        .isInstanceOf(ConditionTimeoutException.class)
        .hasMessageContaining("to be listening, but it is NOT LISTENING (refused)");
  }

  @Test
  @DisplayName("The built-in wait reports every result and ends on a condition")
  void ownWait(ProbeClient client, @Faulty(Fault.REFUSING) TcpPeer db) {
    assertThatThrownBy(() -> ownWait(client, endpointOf(db), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("probed ")
        .hasMessageContaining("refused ");
    assertThatThrownBy(() -> ownWait(client, endpointOf(db), () -> true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("because the migration failed");
  }

  private static void ownWait(ProbeClient client, Endpoint db, BooleanSupplier migrationFailed) {
    // README: await-port
    awaitPort(client, db)
        .within(ofSeconds(2))
        .heldFor(ofMillis(200))
        .unless("the migration failed", migrationFailed)
        .untilListening();
    // end
  }
}
