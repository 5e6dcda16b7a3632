package io.portprobe.examples.portqry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.examples.portqry.console.PortqryException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcPortsTest {
  private static final String HEADER = "  sl  local_address rem_address   st\n";

  @TempDir private Path proc;

  @BeforeEach
  void empty() throws IOException {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "addresses are little-endian");
    Files.createDirectory(proc.resolve("net"));
    table("tcp");
    table("udp");
  }

  private void table(String name, String... lines) throws IOException {
    Files.writeString(proc.resolve("net/" + name), HEADER + String.join("\n", lines));
  }

  /** A line as the kernel prints it. */
  private static String line(String local, String remote, String state, int uid, long inode) {
    return "   0: %s %s %s 00000000:00000000 00:00000000 00000000  %d        0 %d 1 0"
        .formatted(local, remote, state, uid, inode);
  }

  private Path process(long pid, String name, long... inodes) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(folder.resolve("comm"), name + "\n");
    Files.createDirectory(folder.resolve("fd"));
    for (long inode : inodes) {
      Files.createSymbolicLink(folder.resolve("fd/" + inode), Path.of("socket:[" + inode + "]"));
    }
    return folder;
  }

  private List<String> summary() throws PortqryException {
    return PortTableText.summary(new ProcPorts(proc).read());
  }

  @Test
  @DisplayName("Sockets of all states are listed with their processes and statistics")
  void table() throws Exception {
    table(
        "tcp",
        line("0100007F:0016", "0200007F:C001", "08", 0, 12),
        line("00000000:0016", "00000000:0000", "0A", 0, 11),
        line("0100007F:0016", "0300007F:C001", "06", 0, 0));
    table(
        "tcp6",
        line(
            "00000000000000000000000001000000:1F90",
            "00000000000000000000000000000000:0000",
            "0A",
            1000,
            13));
    table("udp", line("0100007F:0035", "00000000:0000", "07", 101, 14));
    process(700, "sshd", 11, 12);
    process(4711, "java", 13);

    assertThat(summary())
        .containsExactly(
            "",
            "TCP/UDP Port to Process Mappings",
            "",
            "5 mappings found",
            "",
            "PID:Process  Port      Local IP   State       Remote IP:Port",
            "700:sshd     TCP 22    0.0.0.0    LISTENING   *:*",
            "700:sshd     TCP 22    127.0.0.1  CLOSE WAIT  127.0.0.2:49153",
            "0:kernel     TCP 22    127.0.0.1  TIME WAIT   127.0.0.3:49153",
            "4711:java    TCP 8080  ::1        LISTENING   *:*",
            "-:uid 101    UDP 53    127.0.0.1              *:*",
            "",
            "Port Statistics",
            "",
            "TCP mappings: 4",
            "UDP mappings: 1",
            "",
            "TCP ports in a LISTENING state: 2 = 50.00%",
            "TCP ports in a CLOSE WAIT state: 1 = 25.00%",
            "TCP ports in a TIME WAIT state: 1 = 25.00%",
            "",
            "Not available: the processes of 1 port; they belong to other users or run outside this"
                + " container");
  }

  @Test
  @DisplayName("Without any visible process, the ports in use are listed")
  void usage() throws Exception {
    table("tcp", line("00000000:0016", "00000000:0000", "0A", 7, 11));

    assertThat(summary())
        .contains("TCP/UDP Port Usage", "1 active ports found")
        .contains("-:uid 7      TCP 22  0.0.0.0   LISTENING  *:*");
  }

  @Test
  @DisplayName("A socket that two processes have open has two mappings")
  void sharedSocket() throws Exception {
    table("tcp", line("00000000:0050", "00000000:0000", "0A", 0, 11));
    process(90, "nginx", 11);
    process(100, "nginx", 11);

    assertThat(new ProcPorts(proc).read().mappings())
        .extracting(Mapping::pid)
        .containsExactly(90L, 100L);
  }

  @Test
  @DisplayName("The name of a process cannot control the terminal")
  void hostileName() throws Exception {
    table("tcp", line("00000000:0050", "00000000:0000", "0A", 0, 11));
    process(90, "\u001b[2Jx\ny", 11);

    assertThat(summary()).contains("90:\\u001b[2Jx\\ny  TCP 80  0.0.0.0   LISTENING  *:*");
  }

  @Test
  @DisplayName("-v prints the service and the modules of a process, or that they are hidden")
  void details() throws Exception {
    table(
        "tcp",
        line("00000000:0050", "00000000:0000", "0A", 0, 11),
        line("00000000:0051", "00000000:0000", "0A", 0, 12));
    Path shown = process(90, "nginx", 11);
    process(91, "other", 12);
    Files.writeString(shown.resolve("cgroup"), "0::/user@1000.service/app.slice/nginx.service\n");
    Files.writeString(
        shown.resolve("maps"),
        """
        55d0c0000000-55d0c0020000 r--p 00000000 08:01 131 /usr/sbin/nginx
        55d0c0020000-55d0c0100000 r-xp 00020000 08:01 131 /usr/sbin/nginx
        7f0000000000-7f0000010000 r-xp 00000000 08:01 132 /usr/lib/lib with blank.so
        7f0000010000-7f0000020000 r-xp 00000000 08:01 132 /usr/lib/lib with blank.so
        7ffc00000000-7ffc00001000 r-xp 00000000 00:00 0   [vdso]
        """);
    LocalPortSource source = new ProcPorts(proc);

    assertThat(PortTableText.details(source.read(), source))
        .containsSequence("Process ID: 90 (nginx)", "Service Name: nginx", "")
        .containsSequence(
            "Loaded modules:", "/usr/sbin/nginx", "/usr/lib/lib with blank.so", "", "=".repeat(54))
        .containsSequence("Could not access module information for this process", "");
  }

  @Test
  @DisplayName("A system without the tables gets a sentence that says what is missing")
  void noTable() throws Exception {
    Files.delete(proc.resolve("net/tcp"));

    assertThatThrownBy(new ProcPorts(proc)::read)
        .isInstanceOfSatisfying(PortqryException.class, e -> assertThat(e.exitCode()).isEqualTo(71))
        .hasMessage(
            "local ports: no such file or folder on "
                + System.getProperty("os.name")
                + " (expected: a readable "
                + proc.resolve("net/tcp")
                + ")");
  }

  @Test
  @DisplayName("A line of an unknown format is an error, not a missing port")
  void badLine() throws Exception {
    table("tcp", "   0: 00000000:0050");

    assertThatThrownBy(new ProcPorts(proc)::read)
        .isInstanceOf(PortqryException.class)
        .hasMessageContaining("(expected: 10 fields)");
  }
}
