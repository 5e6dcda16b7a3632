package io.portprobe.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.local.LocalSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("littleEndian")
@DisabledOnOs(OS.WINDOWS)
class ProcSocketTableTest {
  private static final String HEADING = "  sl  local_address rem_address   st ...\n";

  @TempDir private Path proc;

  static boolean littleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  @BeforeEach
  void arrange() throws IOException {
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/tcp"),
        HEADING
            + line("0100007F:1F90", "0A", 1000, 111) // 127.0.0.1:8080
            + line("00000000:1539", "0A", 70, 222) // *:5433
            + line("0100007F:1538", "01", 70, 333) // a connection, not a listener
            + "half a line\n");
    Files.writeString(
        proc.resolve("net/tcp6"),
        HEADING
            + line("00000000000000000000000001000000:0019", "0A", 0, 444) // ::1:25
            + line("00000000000000000000000000000000:0050", "0A", 0, 666)); // [::]:80
    Files.writeString(
        proc.resolve("net/udp"), HEADING + line("00000000:1538", "07", 0, 555)); // *:5432
    process(4711, "java", 111);
    process(80, "with\nbreak", 555);
  }

  private static String line(String local, String state, int uid, int inode) {
    return "   0: %s 00000000:0000 %s 00000000:00000000 00:00000000 00000000  %d  0 %d 1 x\n"
        .formatted(local, state, uid, inode);
  }

  private void process(int pid, String name, int inode) throws IOException {
    Path process = Files.createDirectories(proc.resolve(pid + "/fd")).getParent();
    Files.writeString(process.resolve("comm"), name + "\n");
    Files.createSymbolicLink(process.resolve("fd/0"), Path.of("/dev/null"));
    Files.createSymbolicLink(process.resolve("fd/7"), Path.of("socket:[" + inode + "]"));
  }

  private String about(Endpoint endpoint, String... addresses) throws IOException {
    List<InetAddress> list = new java.util.ArrayList<>();
    for (String address : addresses) {
      list.add(InetAddress.getByName(address));
    }
    return new ListedSockets(new ProcSocketTable(proc)).describe(endpoint, list).orElse("nothing");
  }

  @Test
  @DisplayName("The own process is found even if there is no time for others")
  void ownProcessWithoutTime() throws IOException {
    long pid = ProcessHandle.current().pid();
    process(Math.toIntExact(pid), "own", 222);
    List<BoundSocket> sockets = new ProcSocketTable(proc).bound(Transport.TCP);

    assertThat(new ProcSocketOwners(proc, 0).of(sockets).values())
        .containsExactly(new SocketProcess(pid, "own"));
  }

  @Test
  @DisplayName("The table contains the listeners of both address families")
  void read() throws IOException {
    assertThat(new ProcSocketTable(proc).bound(Transport.TCP))
        .containsExactly(
            new BoundSocket(Transport.TCP, InetAddress.getByName("127.0.0.1"), 8080, 1000, 111),
            new BoundSocket(Transport.TCP, InetAddress.getByName("0.0.0.0"), 5433, 70, 222),
            new BoundSocket(Transport.TCP, InetAddress.getByName("::1"), 25, 0, 444),
            new BoundSocket(Transport.TCP, InetAddress.getByName("::"), 80, 0, 666));
  }

  @Test
  @DisplayName("A port has its sockets with their processes")
  void on() {
    LocalSockets sockets = new ListedSockets(new ProcSocketTable(proc));

    assertThat(sockets.on(Transport.TCP, 8080))
        .singleElement()
        .hasToString("tcp 127.0.0.1:8080, pid 4711 java")
        .satisfies(socket -> assertThat(socket.uid()).hasValue(1000))
        .satisfies(socket -> assertThat(socket.pid()).hasValue(4711))
        .satisfies(socket -> assertThat(socket.command()).contains("java"));
    assertThat(sockets.on(Transport.TCP, 5433))
        .singleElement()
        .hasToString("tcp *:5433, a process of uid 70")
        .satisfies(socket -> assertThat(socket.pid()).isEmpty());
    assertThat(sockets.on(Transport.UDP, 8080)).isEmpty();
  }

  @Test
  @DisplayName("A bound port is described with address and process")
  void bound() throws IOException {
    assertThat(about(Endpoint.tcp("localhost", 8080), "127.0.0.1"))
        .isEqualTo("on this host tcp port 8080 is bound on 127.0.0.1, by pid 4711 java");
  }

  @Test
  @DisplayName("A port that is bound on another address only is described")
  void boundElsewhere() throws IOException {
    assertThat(about(Endpoint.tcp("localhost", 8080), "127.0.0.1", "::1"))
        .isEqualTo("on this host tcp port 8080 is bound on 127.0.0.1 only, by pid 4711 java");
  }

  @Test
  @DisplayName("An IPv4 socket does not receive IPv6, but an IPv6 wildcard socket receives both")
  void families() throws IOException {
    assertThat(about(Endpoint.tcp("localhost", 5433), "127.0.0.1"))
        .contains("bound on all IPv4 addresses, by ");
    assertThat(about(Endpoint.tcp("localhost", 5433), "127.0.0.1", "::1"))
        .contains("bound on all IPv4 addresses only, by ");
    assertThat(about(Endpoint.tcp("localhost", 80), "127.0.0.1", "::1"))
        .contains("bound on all IPv6 addresses (and IPv4, unless IPV6_V6ONLY is set), by ");
  }

  @Test
  @DisplayName("Nearby ports, the other transport and the user of a hidden process are described")
  void near() throws IOException {
    assertThat(about(Endpoint.tcp("localhost", 5432), "127.0.0.1"))
        .isEqualTo(
            "on this host nothing listens on tcp port 5432, "
                + "but udp port 5432 is bound on all IPv4 addresses, by pid 80 with\\nbreak; "
                + "nearby: port 5433 is bound on all IPv4 addresses, by a process of uid 70");
    assertThat(about(Endpoint.udp("localhost", 53), "127.0.0.1"))
        .isEqualTo("on this host nothing is bound to udp port 53");
  }

  @Test
  @DisplayName("Remote addresses and unreadable tables are not described")
  void nothing() throws IOException {
    assertThat(about(Endpoint.tcp("db", 8080), "198.51.100.7")).isEqualTo("nothing");
    assertThat(
            new ListedSockets(SocketTable.Unreadable.INSTANCE)
                .describe(Endpoint.tcp("localhost", 80), List.of(InetAddress.getLoopbackAddress())))
        .isEmpty();
    assertThat(new ProcSocketTable(proc.resolve("gone")).bound(Transport.TCP)).isEmpty();
  }
}
