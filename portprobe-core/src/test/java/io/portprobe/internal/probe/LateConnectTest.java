package io.portprobe.internal.probe;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.faultkit.ScriptedResolver;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import java.net.InetAddress;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a probe reports if name resolution leaves little time for a response. */
class LateConnectTest {
  private static void assertNoState(PortProbe probe) {
    assertThatThrownBy(() -> probe.timeout(ofMillis(700)).report().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ProbeException.class);
  }

  @Tag("slow")
  @Test
  void silence_afterASlowNameResolution_isNoState() throws Exception {
    ScriptedResolver names =
        new ScriptedResolver().slow("slow.test", ofMillis(550), InetAddress.getByName("127.0.0.1"));
    try (TcpPeer dropping = TcpPeer.blackHole();
        UdpPeer silent = UdpPeer.silent();
        ProbeClient client =
            ProbeClient.builder().withoutDiscovery().resolver(names::resolve).build()) {
      assertNoState(client.tcp("slow.test", dropping.port()));
      assertNoState(client.udp("slow.test", silent.port()));
    }
  }
}
