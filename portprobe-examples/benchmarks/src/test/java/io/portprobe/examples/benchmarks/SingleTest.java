package io.portprobe.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portprobe.faultkit.TcpPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleTest {
  @ParameterizedTest
  @ValueSource(strings = {"connect", "connect-close", "channel-close", "other-thread", "nio"})
  @DisplayName("Each method distinguishes an open port from a closed one and measures the latency")
  void measures(String name) throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        ProbeMethod method = ProbeMethods.named(name)) {
      assertThat(result(method, open)).startsWith("open=1 closed=0 filtered=0 failed=0 ");
      assertThat(result(method, closed)).startsWith("open=0 closed=1 filtered=0 failed=0 ");
    }
  }

  @Test
  @DisplayName("An unknown method is rejected with the list of known ones")
  void knowsItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProbeMethods.named("guess"))
        .withMessageStartingWith("method: guess (expected: connect, connect-close, ");
  }

  private static String result(ProbeMethod method, TcpPeer peer) throws IOException {
    InetSocketAddress address = peer.address();
    return new SequentialProbes(
            address.getAddress(), new PortRange(address.getPort(), address.getPort()))
        .run(method);
  }
}
