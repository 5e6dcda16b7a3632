package io.portprobe.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LocalPortsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void tcpPort_thatIsBoundOnOneAddress_isNotFree() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(LocalPorts.isFree(server.getLocalPort())).isFalse();
    }
  }

  /** Uses a port, and returns it when it is free again. */
  private interface Use {
    int released() throws IOException;
  }

  /** Another process may take a port that was released. It does not take each of ten. */
  private static void assertFree(Transport transport, Use use) throws IOException {
    boolean free = false;
    for (int i = 0; i < 10 && !free; i++) {
      free = LocalPorts.isFree(transport, use.released());
    }
    assertThat(free).isTrue();
  }

  @Test
  void tcpPort_isFreeWhenNothingIsBound() throws IOException {
    assertFree(
        Transport.TCP,
        () -> {
          try (ServerSocket server = new ServerSocket(0)) {
            assertThat(LocalPorts.isFree(server.getLocalPort())).isFalse();
            return server.getLocalPort();
          }
        });
  }

  @Test
  void tcpPort_withConnectionsInTimeWait_isFree() throws IOException {
    assertFree(
        Transport.TCP,
        () -> {
          try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
              Socket client = new Socket(LOOPBACK, server.getLocalPort());
              Socket accepted = server.accept()) {
            accepted.shutdownOutput(); // the side that closes first keeps TIME_WAIT
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            return server.getLocalPort();
          }
        });
  }

  @Test
  void udpPort_isFreeWhenNothingIsBound() throws IOException {
    assertFree(
        Transport.UDP,
        () -> {
          try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            assertThat(LocalPorts.isFree(Transport.UDP, server.getLocalPort())).isFalse();
            return server.getLocalPort();
          }
        });
  }

  @Test
  void foundPorts_areDifferentAndFree() throws IOException {
    List<Integer> ports = LocalPorts.findFree(Transport.TCP, 10);

    assertThat(ports).hasSize(10).doesNotHaveDuplicates();
    assertFree(Transport.TCP, LocalPorts::findFree);
    assertThat(LocalPorts.findFree(Transport.UDP, 1)).allMatch(port -> port > 0);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoListens_returnsTheProcess() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      int port = server.getLocalPort();

      assertThat(LocalPorts.whoListens(port))
          .singleElement()
          .satisfies(socket -> assertThat(socket.transport()).isEqualTo(Transport.TCP))
          .satisfies(socket -> assertThat(socket.port()).isEqualTo(port))
          .satisfies(socket -> assertThat(socket.receives(LOOPBACK)).isTrue())
          .satisfies(socket -> assertThat(socket.pid()).hasValue(ProcessHandle.current().pid()));
      assertThat(LocalPorts.whoListens(Transport.UDP, port)).isEmpty();
      assertThat(LocalSockets.now().describe(Endpoint.tcp("localhost", port), List.of(LOOPBACK)))
          .hasValueSatisfying(text -> assertThat(text).contains("is bound on", "pid "));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void allSockets_haveTheirPortsAndProcesses() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      LocalSockets sockets = LocalSockets.now();

      assertThat(sockets.all(Transport.TCP))
          .filteredOn(socket -> socket.port() == server.getLocalPort())
          .isEqualTo(sockets.on(Transport.TCP, server.getLocalPort()))
          .anyMatch(socket -> socket.pid().orElse(0) == ProcessHandle.current().pid());
    }
  }

  @Test
  void arguments_outOfRange_areRejected() {
    assertThatThrownBy(() -> LocalPorts.isFree(0)).hasMessage("port: 0 (expected: 1-65535)");
    assertThatThrownBy(() -> LocalPorts.whoListens(65_536))
        .hasMessage("port: 65536 (expected: 1-65535)");
    assertThatThrownBy(() -> LocalPorts.findFree(Transport.TCP, 0))
        .hasMessage("count: 0 (expected: 1-1000)");
  }
}
