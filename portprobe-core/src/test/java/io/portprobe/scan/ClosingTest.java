package io.portprobe.scan;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.IoMode;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.internal.sweep.Backends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ClosingTest {
  private static final int HOSTS = 40;

  /** A thread that waits for a socket cannot be interrupted. */
  private static final int PATIENCE_MILLIS = 30_000;

  private static final AtomicInteger NETWORKS = new AtomicInteger();

  static Stream<Arguments> engines() {
    return Backends.here().stream()
        .flatMap(mode -> Stream.of(Arguments.of(mode, "bulk"), Arguments.of(mode, "channels")));
  }

  @ParameterizedTest(name = "on {0}, {1}")
  @MethodSource("engines")
  void acceptedConnection_byDefault_isClosedByReset_andLeavesNoTimeWait(IoMode mode, String engine)
      throws Exception {
    try (ServerSocket server = new ServerSocket(0, 2 * HOSTS)) {
      int network = scan(mode, engine, server.getLocalPort(), true);

      assertThat(resets(server)).isEqualTo(HOSTS);
      assertThat(timeWaits(network, server.getLocalPort())).isZero();
    }
  }

  @ParameterizedTest(name = "on {0}, {1}")
  @MethodSource("engines")
  void acceptedConnection_withoutReset_isClosedNormally_andLeavesTimeWait(
      IoMode mode, String engine) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 2 * HOSTS)) {
      int network = scan(mode, engine, server.getLocalPort(), false);

      assertThat(resets(server)).isZero();
      assertThat(timeWaits(network, server.getLocalPort())).isPositive();
    }
  }

  /** Scans 40 hosts of a network that no other test uses, 127.77.n.0/24, and returns n. */
  private static int scan(IoMode mode, String engine, int port, boolean byReset) throws Exception {
    int network = NETWORKS.incrementAndGet();
    try (ProbeClient client = ProbeClient.builder().ioMode(mode).withoutDiscovery().build()) {
      Scan scan =
          client
              .scan()
              .hosts("127.77." + network + ".1-" + HOSTS)
              .ports(PortSet.of(Transport.TCP, port))
              .window(7);
      if (!byReset) {
        scan = scan.closeByReset(false);
      }
      if (engine.equals("channels")) {
        scan = scan.sourceAddress(InetAddress.getByName("127.0.0.1"));
      }
      assertThat(scan.collect().get(30, SECONDS).summary().listening()).isEqualTo(HOSTS);
      return network;
    }
  }

  /** Closes the connections of the scan, and returns how many the server saw end by a reset. */
  private static int resets(ServerSocket server) throws IOException {
    int resets = 0;
    server.setSoTimeout(PATIENCE_MILLIS);
    for (int i = 0; i < HOSTS; i++) {
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(PATIENCE_MILLIS);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      } catch (SocketException e) {
        assertThat(e).hasMessageContaining("reset");
        resets++;
      }
    }
    return resets;
  }

  private static long timeWaits(int network, int port) throws IOException {
    return Backends.timeWaits(String.format(Locale.ROOT, "%02X4D7F:%04X", network, port));
  }
}
