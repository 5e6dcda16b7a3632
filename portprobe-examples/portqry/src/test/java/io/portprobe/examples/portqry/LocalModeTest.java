package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local mode on the ports of this computer. */
class LocalModeTest {
  private static final InetAddress LOOPBACK = loopback();
  private static final long PID = ProcessHandle.current().pid();
  private static final String ESCAPE = "\u001b\n";

  private final Harness harness = new Harness();

  @BeforeEach
  void linux() {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "this system lists its sockets");
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByName("127.0.0.1");
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Pattern row(String transport, int port, String state, String remote) {
    return Pattern.compile(
        "(?m)^%d:\\S+ +%s %d +127\\.0\\.0\\.1 +%s%s$"
            .formatted(PID, transport, port, state.isEmpty() ? "" : state + " +", remote));
  }

  @Test
  @DisplayName("-local lists the listening, connected and UDP sockets of this process")
  void list() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        Socket client = new Socket(LOOPBACK, server.getLocalPort());
        DatagramSocket udp = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
      assertThat(harness.run("-local")).as(harness.err()).isZero();

      assertThat(harness.out())
          .containsPattern(row("TCP", server.getLocalPort(), "LISTENING", "\\*:\\*"))
          .containsPattern(
              row(
                  "TCP",
                  client.getLocalPort(),
                  "ESTABLISHED",
                  "127\\.0\\.0\\.1:" + server.getLocalPort()))
          .containsPattern(row("UDP", udp.getLocalPort(), "", "\\*:\\*"))
          .startsWith("\nTCP/UDP Port to Process Mappings\n\n")
          .containsPattern("\n\nPort Statistics\n\nTCP mappings: [0-9]+\nUDP mappings: [0-9]+\n\n")
          .containsPattern("\nTCP ports in a LISTENING state: [0-9]+ = [0-9]+\\.[0-9]{2}%\n")
          .doesNotContain("Module Information");
      assertThat(harness.clients()).isEmpty();
    }
  }

  @Test
  @DisplayName("-local -v adds the loaded modules of each process")
  void modules() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(harness.run("-LOCAL", "/v")).as(harness.err()).isZero();

      String details = harness.out().substring(harness.out().indexOf("Port and Module"));
      assertThat(details)
          .startsWith("Port and Module Information by Process\n\n" + "=".repeat(54) + "\n\n")
          .contains("\nProcess ID: " + PID + " (")
          .containsPattern(row("TCP", server.getLocalPort(), "LISTENING", "\\*:\\*"))
          .containsPattern("\nLoaded modules:\n(/.*\n)*/.*libjvm\\.");
    }
  }

  @Tag("slow")
  @Test
  @DisplayName("A process that closes descriptors during the search keeps its ports in the table")
  void closingDescriptors() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread churn = new Thread(() -> openAndClose(done), "open and close");
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      churn.start();
      for (int i = 0; i < 20; i++) {
        Harness search = new Harness();
        assertThat(search.run("-local")).as(search.err()).isZero();
        assertThat(search.out())
            .containsPattern(row("TCP", server.getLocalPort(), "LISTENING", "\\*:\\*"));
      }
    } finally {
      done.set(true);
      churn.join();
    }
  }

  private static void openAndClose(AtomicBoolean done) {
    while (!done.get()) {
      try (InputStream file = Files.newInputStream(Path.of("/proc/self/comm"))) {
        assertThat(file.read()).isNotNegative();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Tag("slow")
  @Test
  @DisplayName("-wport prints the port until the escape key")
  void watchPort() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      int port = server.getLocalPort();

      assertThat(harness.typing(ESCAPE).run("-wport", Integer.toString(port))).isZero();

      assertThat(harness.out())
          .startsWith(
              "\nWatching port: "
                  + port
                  + "\n\nChecking for changes every 60 seconds\n\n============\n\n"
                  + "System Date: Sat Jul 12 09:05:03 2003\n\nPID:Process ")
          .containsPattern(row("TCP", port, "LISTENING", "\\*:\\*"))
          .endsWith("\n\nescape key pressed: stopped watching port " + port + "\n");
    }
  }

  @Tag("slow")
  @Test
  @DisplayName("-wpid prints the ports of the process until the input ends")
  void watchProcess() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(harness.typing("\n").run("-wpid", Long.toString(PID), "-wt", "1")).isZero();

      assertThat(harness.out())
          .startsWith("\nWatching process: " + PID + "\n\nChecking for changes every 1 second\n")
          .containsPattern(row("TCP", server.getLocalPort(), "LISTENING", "\\*:\\*"))
          .endsWith("\n\nend of input: stopped watching process " + PID + "\n");
    }
  }

  @Test
  @DisplayName("-q does not silence the local mode, and replaces the log")
  void quiet(@TempDir Path folder) throws Exception {
    Path log = Files.writeString(folder.resolve("log.txt"), "old");

    assertThat(harness.run("-local", "-q", "-l", log.toString())).isZero();

    assertThat(harness.out()).contains("Port Statistics");
    assertThat(Files.readString(log).replace(System.lineSeparator(), "\n"))
        .startsWith("PortQry Version 2.0 Log File")
        .contains(harness.out())
        .endsWith("========= end of log file =========\n");
  }

  @Test
  @DisplayName("A process that does not run is a usage error")
  void noProcess() {
    assertThat(harness.run("-wpid", "4194304")).isEqualTo(64);

    assertThat(harness.err())
        .isEqualTo("portqry: -wpid: '4194304' (expected: the id of a process that is running)\n");
    assertThat(harness.out()).isEmpty();
  }
}
