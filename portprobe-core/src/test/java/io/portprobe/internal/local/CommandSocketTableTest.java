package io.portprobe.internal.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.local.LocalSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sockets in the output of netstat and lsof. */
class CommandSocketTableTest {
  private static List<String> texts(List<BoundSocket> sockets) {
    return sockets.stream().map(BoundSocket::toString).toList();
  }

  @Test
  void netstat_ofWindows_listsListeningAndUnconnectedSockets() {
    String netstat =
        """

        Active Connections

          Proto  Local Address          Foreign Address        State           PID
          TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1136
          TCP    127.0.0.1:8080         0.0.0.0:0              LISTENING       4711
          TCP    10.0.2.15:49712        20.54.37.64:443        ESTABLISHED     3392
          TCP    10.0.2.15:49713        20.54.37.64:443        TIME_WAIT       0
          TCP    [::]:135               [::]:0                 LISTENING       1136
          TCP    [fe80::1c2b:3%12]:139  [::]:0                 LISTENING       4
          UDP    0.0.0.0:500            *:*                                    3428
          UDP    [::1]:1900             *:*                                    6012
        """;
    String tasklist =
        """
        "System Idle Process","0","Services","0","8 K"
        "System","4","Services","0","144 K"
        "svchost.exe","1136","Services","0","12,345 K"
        "java.exe","4711","Console","1","512,000 K"
        "svchost.exe","3428","Services","0","9,001 K"
        """;

    Map<Long, String> tasks = NetstatListing.tasks(tasklist.lines().toList());

    assertThat(texts(NetstatListing.sockets(netstat.lines().toList(), tasks)))
        .containsExactly(
            "tcp *:135, pid 1136 svchost.exe",
            "tcp 127.0.0.1:8080, pid 4711 java.exe",
            "tcp [::]:135, pid 1136 svchost.exe",
            "tcp [fe80::1c2b:3]:139, pid 4 System",
            "udp *:500, pid 3428 svchost.exe",
            "udp [::1]:1900, pid 6012");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  TCP    0.0.0.0:80    0.0.0.0:0    ABHÖREN    4",
        "  TCP    0.0.0.0:80    0.0.0.0:0    À L'ÉCOUTE    4",
        "  TCP    0.0.0.0:80    0.0.0.0:0    4"
      })
  void netstat_inAnyLanguage_isRead(String line) {
    assertThat(texts(NetstatListing.sockets(List.of(line), Map.of())))
        .containsExactly("tcp *:80, pid 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  TCP",
        "  TCP    0.0.0.0:99999  0.0.0.0:0    LISTENING    4",
        "  TCP    0.0.0.0:0      0.0.0.0:0    LISTENING    4",
        "  TCP    host:80        0.0.0.0:0    LISTENING    4",
        "  TCP    0.0.0.0:80     0.0.0.0:0    LISTENING    99999999999",
        "  SCTP   0.0.0.0:80     0.0.0.0:0    LISTENING    4"
      })
  void netstat_lineInAnotherForm_isSkipped(String line) {
    assertThat(NetstatListing.sockets(List.of(line), Map.of())).isEmpty();
  }

  @Test
  void lsof_ofMacOs_listsListeningAndUnconnectedSockets() {
    String lsof =
        """
        p412
        cControlCe\u001b[31m
        u501
        f8
        tIPv4
        PTCP
        n*:7000
        f9
        tIPv6
        PTCP
        n*:7000
        p4711
        cjava
        u502
        f42
        tIPv6
        PTCP
        n[::1]:8080
        f43
        tIPv4
        PUDP
        n127.0.0.1:5353
        f44
        tIPv4
        PUDP
        n10.0.0.2:50123->10.0.0.1:53
        f45
        tIPv4
        PUDP
        n*:*
        f46
        tunix
        n/var/run/x.sock
        """;

    List<BoundSocket> sockets = LsofListing.sockets(lsof.lines().toList());

    assertThat(texts(sockets))
        .containsExactly(
            "tcp *:7000, pid 412 ControlCe\\u001b[31m",
            "tcp [::]:7000, pid 412 ControlCe\\u001b[31m",
            "tcp [::1]:8080, pid 4711 java",
            "udp 127.0.0.1:5353, pid 4711 java");
    assertThat(sockets.get(2).uid()).hasValue(502);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p1|f1|tIPv4|PTCP|n1.2.3.4:99999",
        "p1|f1|tIPv4|PTCP|n1.2.3.4:",
        "p1|f1|tIPv4|PTCP|nhost:80",
        "p1|f1|tIPv4|n1.2.3.4:80",
        "f1|tIPv4|PTCP|n1.2.3.4:80",
        "px|f1|tIPv4|PTCP|n1.2.3.4:80"
      })
  void lsof_fieldsInAnotherForm_areSkipped(String fields) {
    assertThat(LsofListing.sockets(List.of(fields.split("\\|", -1)))).isEmpty();
  }

  @Test
  void table_findsTheProcessOfAPort() throws IOException {
    CommandSocketTable table =
        new CommandSocketTable(
            () ->
                NetstatListing.sockets(
                    List.of("TCP 127.0.0.1:8080 0.0.0.0:0 LISTENING 4711"),
                    Map.of(4711L, "java.exe")));
    ListedSockets sockets = new ListedSockets(table);

    assertThat(sockets.isListed()).isTrue();
    assertThat(sockets.on(Transport.UDP, 8080)).isEmpty();
    assertThat(sockets.on(Transport.TCP, 8080))
        .singleElement()
        .satisfies(socket -> assertThat(socket.pid()).hasValue(4711))
        .satisfies(socket -> assertThat(socket.command()).contains("java.exe"))
        .satisfies(socket -> assertThat(socket.uid()).isEmpty());
    assertThat(
            sockets.describe(
                Endpoint.tcp("localhost", 8080), List.of(InetAddress.getByName("127.0.0.1"))))
        .contains("on this host tcp port 8080 is bound on 127.0.0.1, by pid 4711 java.exe");
  }

  @Test
  void table_withoutACommand_listsNothing() {
    ListedSockets sockets =
        new ListedSockets(
            new CommandSocketTable(
                () -> {
                  throw new IOException("no such command");
                }));

    assertThat(sockets.isListed()).isFalse();
    assertThat(sockets.on(Transport.TCP, 80)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void command_thatFails_isAnError() throws IOException {
    assertThat(new ListingCommand(20, "/bin/sh", "-c", "echo one; echo two; exit 1").lines())
        .containsExactly("one", "two");
    assertThatThrownBy(() -> new ListingCommand(20, "/bin/sh", "-c", "exit 3").lines())
        .hasRootCauseMessage("ended with exit code 3");
    assertThatThrownBy(
            () -> new ListingCommand(20, "/bin/sh", "-c", "echo one; kill -9 $$").lines())
        .hasRootCauseMessage("ended with exit code 137");
    assertThatThrownBy(() -> new ListingCommand(20, "/no/such/command").lines())
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @ValueSource(strings = {"exec sleep 60", "sleep 60; true", "echo one; exec sleep 60"})
  void command_thatHangs_isEndedAtItsTime(String script) {
    for (int i = 0; i < 5; i++) { // its end meets the reader at different moments
      assertThatThrownBy(() -> new ListingCommand(0, "/bin/sh", "-c", script).lines())
          .hasMessageEndingWith("did not end within 0 s");
    }
  }

  @Test
  void lsof_ofThisHost_agreesWithTheSystem() throws IOException {
    assumeTrue(
        List.of("/usr/bin/lsof", "/usr/sbin/lsof").stream()
            .anyMatch(path -> Files.isExecutable(Path.of(path))));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      List<LocalSocket> found =
          new ListedSockets(new CommandSocketTable(CommandSocketTable::lsof))
              .on(Transport.TCP, server.getLocalPort());

      assertThat(found)
          .singleElement()
          .satisfies(socket -> assertThat(socket.pid()).hasValue(ProcessHandle.current().pid()));
    }
  }
}
