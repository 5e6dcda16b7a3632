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

@DisplayName("A way to ask one port")
class SingleTest {
  @ParameterizedTest
  @ValueSource(strings = {"connect", "connect-close", "channel-close", "other-thread", "nio"})
  @DisplayName("tells an open port from a closed one, and how long that took")
  void measures(String way) throws IOException {
    try (TcpPeer open = TcpPeer.silent();
        TcpPeer closed = TcpPeer.refusing();
        Asker asker = Askers.named(way)) {
      assertThat(asked(asker, open)).startsWith("open=1 closed=0 filtered=0 failed=0 ");
      assertThat(asked(asker, closed)).startsWith("open=0 closed=1 filtered=0 failed=0 ");
    }
  }

  @Test
  @DisplayName("has a name that is known, or an error that lists those that are")
  void knowsItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Askers.named("guess"))
        .withMessageStartingWith("way: guess (expected: connect, connect-close, ");
  }

  private static String asked(Asker asker, TcpPeer peer) throws IOException {
    InetSocketAddress address = peer.address();
    return new Batch(address.getAddress(), new Ports(address.getPort(), address.getPort()))
        .ask(asker);
  }
}
