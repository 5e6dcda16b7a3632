package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The launcher in the source tree, with the archive of classes that it makes there. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("launcher in the source tree")
class LauncherIT {
  private static final Path MODULE = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(Files.createDirectory(folder.resolve("elsewhere")));
  }

  @Test
  @DisplayName("The launcher probes an open port from any folder")
  void listens() throws Exception {
    try (ServerSocket server = LauncherSetup.listening()) {
      int port = server.getLocalPort();

      Shell.Ended ended = shell.run(MODULE.resolve("portqry"), "-n", "127.0.0.1", "-e", port, "-i");

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out()).contains("\nTCP port " + port + " (");
      assertThat(ended.out()).contains(" service): LISTENING\n");
      assertThat(ended.exitCode()).isZero();
    }
  }

  @Test
  @DisplayName("The launcher probes a closed port through a symbolic link")
  void closed() throws Exception {
    Path link = folder.resolve("elsewhere/pq");
    Files.createSymbolicLink(link, MODULE.resolve("portqry"));
    try (Socket reserved = new Socket()) {
      reserved.bind(new InetSocketAddress(LauncherSetup.loopback(), 0));

      Shell.Ended ended = shell.run("./pq", "/N", "127.0.0.1", "/E", reserved.getLocalPort(), "/Q");

      assertThat(ended).isEqualTo(new Shell.Ended(1, "", ""));
    }
  }

  @Test
  @DisplayName("The launcher passes arguments and exit codes unchanged")
  void arguments() throws Exception {
    Shell.Ended ended = shell.run(MODULE.resolve("portqry"), "-n", "two  words", "-e", "*");

    assertThat(ended.exitCode()).isEqualTo(64);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("portqry: -n: host: 'two  words' (expected: ");
  }

  @Test
  @DisplayName("The launcher prints its version")
  void version() throws Exception {
    Shell.Ended ended = shell.run(MODULE.resolve("portqry"), "--version");

    assertThat(ended.out()).matches("portqry \\(portprobe\\) [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
  }

  @Test
  @DisplayName("The launcher reads and prints an international name without a locale")
  void internationalName() throws Exception {
    shell.with("LANG", "").with("LC_CTYPE", "").with("LC_ALL", "C");

    // The shell makes the name: in a POSIX locale this JVM cannot pass it on.
    Shell.Ended ended =
        shell.run(
            "sh",
            "-c",
            "exec \"$1\" -n \"$(printf 'b\\303\\274cher.invalid')\"",
            "sh",
            MODULE.resolve("portqry").toString());

    assertThat(ended.out()).contains("\n b\u00fccher.invalid\n");
    assertThat(ended.exitCode()).isEqualTo(99);
  }

  @Test
  @DisplayName("The launcher reports an unknown name with PortQry's text and exit code")
  void unknownName() throws Exception {
    Shell.Ended ended = shell.run(MODULE.resolve("portqry"), "-n", "nowhere.invalid");

    assertThat(ended.out()).endsWith("\nFailed to resolve name to IP address\n\n");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(99);
  }
}
