package io.portprobe.testing;

import static io.portprobe.testing.PortAssertions.assertThatLocalPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.local.LocalPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortAssertTest {
  @Test
  void portInUse_isNotFree_andTheProcessIsNamed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = server.getLocalPort();

      assertThatLocalPort(port).isInUse();
      assertThatThrownBy(() -> assertThatLocalPort(port).as("the port of the app").isFree())
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith(
              "[the port of the app] Expected local tcp port %d to be free, but it is in use.\n  ",
              port);
    }
  }

  @Test
  void freePort_isNotInUse() {
    int port = LocalPorts.findFree(Transport.UDP, 1).get(0);

    assertThat(assertThatLocalPort(Transport.UDP, port).isFree())
        .hasToString("local udp port " + port);
    assertThatThrownBy(() -> assertThatLocalPort(Transport.UDP, port).isInUse())
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            Expected local udp port %d to be in use, but it is free.
              a socket could be bound to it
              next: start the service, or check the port that it binds\
            """,
            port);
  }
}
