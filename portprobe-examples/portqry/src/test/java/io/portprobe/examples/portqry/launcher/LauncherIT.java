package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.examples.portqry.Greeter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class LauncherIT {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  /** Makes the JVM refuse to start without its archive. */
  private static final String INSIST =
      Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";

  /** The launcher in the source tree, and its archive of classes. */
  private static final String SOURCES = "launcher in the source tree";

  /** The installed launcher, with its archive of classes and its plug-ins. */
  private static final String INSTALLED = "installed launcher";

  @TempDir private static Path place;

  /**
   * The script with its jar, away from the sources, in a folder with blanks in its name. All tests
   * share it, because the launcher makes its archive of classes there, which takes seconds.
   */
  private static Path installed;

  /** The run of the installed script that made the archive. */
  private static Shell.Ended firstRun;

  @TempDir private Path folder;

  private Shell shell;

  @BeforeAll
  static void install() throws Exception {
    installed = install(place.resolve("with blanks/some where/portqry"));
    firstRun = new Shell(place).run(installed, "--version");
  }

  private static Path install(Path home) throws IOException {
    copy(MODULE.resolve("target/portqry.jar"), home.resolve("target/portqry.jar"));
    return copy(MODULE.resolve("portqry"), home.resolve("portqry"));
  }

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(Files.createDirectory(folder.resolve("elsewhere")));
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 50, loopback());
  }

  /** The address that the command probes. The JVM may prefer IPv6. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(SOURCES)
  class AsUsed {
    @Test
    @DisplayName("The launcher probes an open port from any folder")
    void listens() throws Exception {
      try (ServerSocket server = listening()) {
        int port = server.getLocalPort();

        Shell.Ended ended =
            shell.run(MODULE.resolve("portqry"), "-n", "127.0.0.1", "-e", port, "-i");

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
        reserved.bind(new InetSocketAddress(loopback(), 0));

        Shell.Ended ended =
            shell.run("./pq", "/N", "127.0.0.1", "/E", reserved.getLocalPort(), "/Q");

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

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(INSTALLED)
  @DisplayName("The launcher without sources")
  class Installed {
    @Test
    @DisplayName(
        "The launcher works in a folder with blanks, and creates its archive once without output")
    void archive() throws Exception {
      assertThat(firstRun.err()).isEmpty();
      assertThat(firstRun.exitCode()).isZero();
      List<Path> archives = archives();
      assertThat(archives).hasSize(1);
      FileTime made = Files.getLastModifiedTime(archives.get(0));
      try (ServerSocket server = listening()) {
        Object[] command = {installed, "-n", "127.0.0.1", "-e", server.getLocalPort(), "-i"};

        Shell.Ended plain = shell.run(command);
        Shell.Ended insisting = shell.with("PORTQRY_JAVA_OPTS", INSIST).run(command);

        assertThat(plain.err()).isEmpty();
        assertThat(insisting).as(INSIST + " fails unless the archive is good").isEqualTo(plain);
        assertThat(insisting.exitCode()).isZero();
        assertThat(archives()).isEqualTo(archives);
        assertThat(Files.getLastModifiedTime(archives.get(0))).isEqualTo(made);
      }
    }

    private List<Path> archives() throws IOException {
      try (Stream<Path> files = Files.list(installed.resolveSibling("target"))) {
        return files
            .filter(file -> file.toString().matches(".*[.](jsa|aot)([.][0-9].*)?"))
            .toList();
      }
    }

    @Test
    @DisplayName("The launcher loads a protocol from a jar in plugins")
    void plugIn() throws Exception {
      Path jar = installed.resolveSibling("plugins").resolve("greeter.jar");
      plugInJar(jar);
      try (ServerSocket server = listening()) {
        Path services = folder.resolve("services");
        Files.writeString(services, "greeter " + server.getLocalPort() + "/tcp\n");
        Thread greeting = new Thread(() -> greet(server));
        greeting.setDaemon(true);
        greeting.start();

        Shell.Ended ended =
            shell.run(
                installed,
                "-n",
                "127.0.0.1",
                "-i",
                "-e",
                server.getLocalPort(),
                "--services",
                services);

        assertThat(ended.out())
            .endsWith(
                """

                TCP port %d (greeter service): LISTENING

                Sending GREETER query to TCP port %d...

                GREETER query response:

                greeting: hello

                ======== End of GREETER query response ========

                """
                    .formatted(server.getLocalPort(), server.getLocalPort()));
        assertThat(ended.err()).isEmpty();
      } finally {
        Files.delete(jar);
      }
    }

    private void greet(ServerSocket server) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().readAllBytes(); // until the command has closed
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private void plugInJar(Path jar) throws IOException {
      Files.createDirectories(jar.getParent());
      String folderOfClasses = Greeter.class.getPackageName().replace('.', '/');
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file)) {
        out.putNextEntry(new JarEntry("META-INF/services/io.portprobe.spi.Protocol"));
        out.write(Greeter.class.getName().getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("Greeter", "Greeter$Listening", "Greeter$Greeting")) {
          String path = folderOfClasses + "/" + name + ".class";
          out.putNextEntry(new JarEntry(path));
          try (InputStream in = Greeter.class.getResourceAsStream("/" + path)) {
            in.transferTo(out);
          }
        }
      }
    }

    @Test
    @DisplayName("The launcher prompts on a terminal before it overwrites a log")
    void terminal() throws Exception {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes the terminal");
      Path log = Files.writeString(folder.resolve("log"), "old");
      String command =
          "printf 'y\\n' | script -qec \"'"
              + installed
              + "' -n 127.0.0.1 -i -e 1 -l '"
              + log
              + "'\" /dev/null";

      Shell.Ended ended = shell.run("bash", "-c", command);

      assertThat(ended.out()).contains("Log file '" + log + "' exists. Overwrite it? (y/n) ");
      assertThat(Files.readString(log)).contains("TCP port 1 ", "end of log file");
    }

    @Test
    @DisplayName("Ctrl-C on a terminal ends portprobe check with its summary and exit code 130")
    void interruptedCheck() throws Exception {
      try (Terminal terminal = portprobe("check", "-")) {
        terminal.type("127.0.0.1:1\n");
        terminal.awaitOutput("refused");
        terminal.type(Terminal.CTRL_C);

        assertThat(terminal.exitCode()).isEqualTo(130);
        assertThat(terminal.output()).contains("1 not listening").contains("; interrupted");
      }
    }

    @Test
    @DisplayName("Ctrl-C on a terminal ends portprobe scan with its progress line cleared")
    void interruptedScan() throws Exception {
      try (Terminal terminal = portprobe("scan", "127.0.0.1", "1-5000", "--rate", "50")) {
        terminal.awaitOutput("%");
        terminal.type(Terminal.CTRL_C);

        assertThat(terminal.exitCode()).isEqualTo(130);
        assertThat(terminal.output())
            .containsPattern("\r\033\\[K[0-9]+ not listening; .*; interrupted");
      }
    }

    @Test
    @DisplayName("Ctrl-C on a terminal reaches the command of portprobe wait")
    void interruptedCommand() throws Exception {
      String command = "trap 'exit 7' INT; echo it runs; while :; do sleep 0.1; done";
      try (Terminal terminal =
          portprobe("wait", "127.0.0.1:1", "--until", "not-listening", "--", "sh", "-c", command)) {
        terminal.awaitOutput("it runs");
        terminal.type(Terminal.CTRL_C);

        assertThat(terminal.exitCode()).isEqualTo(7);
      }
    }

    private Terminal portprobe(String... arguments) throws IOException {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes the terminal");
      Path link = installed.resolveSibling("portprobe");
      if (!Files.isSymbolicLink(link)) {
        Files.createSymbolicLink(link, installed.getFileName());
      }
      return Terminal.running(link, arguments);
    }

    @Test
    @DisplayName("A user types into the interactive mode on a terminal")
    void interactive() throws Exception {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes the terminal");
      try (ServerSocket server = listening()) {
        int port = server.getLocalPort();
        String typed = "set nr\\nset e=" + port + "\\nq\\nexit\\n";

        Shell.Ended ended =
            shell.run(
                "bash",
                "-c",
                "printf '" + typed + "' | script -qec \"'" + installed + "' -i\" /dev/null");

        assertThat(ended.out())
            .contains("Portqry Interactive Mode", "address to name look-up= off")
            .contains("TCP port " + port + " (", " service): LISTENING");
        assertThat(ended.exitCode()).isZero();
      }
    }
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(INSTALLED)
  @DisplayName("The launcher under adverse conditions")
  class Adverse {
    @Test
    @DisplayName("Java ends when the launcher is killed")
    void killed() throws Exception {
      try (DatagramSocket silent = new DatagramSocket(0, loopback())) {
        Object[] command = {
          installed, "-n", "127.0.0.1", "-i", "-s", "-p", "udp", "-e", silent.getLocalPort()
        };
        Process process = shell.start(command); // would wait for 10 seconds
        ProcessHandle java = child(process);
        process.destroyForcibly();

        assertThat(java.onExit().get(8, TimeUnit.SECONDS).isAlive()).isFalse();
      }
    }

    @Test
    @DisplayName("With 64 file descriptors, the launcher probes every port of a range")
    void fewDescriptors() throws Exception {
      Shell.Ended ended =
          shell.run("bash", "-c", "ulimit -n 64; exec \"$0\" -n 127.0.0.1 -i -r 1:101", installed);

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out().lines().filter(line -> line.startsWith("TCP port "))).hasSize(101);
      assertThat(ended.exitCode()).isBetween(0, 1);
    }

    /** The launcher may make its archive before it starts the command. */
    private ProcessHandle child(Process process) throws IOException {
      try (BufferedReader output = process.inputReader()) {
        assertThat(output.readLine()).isEmpty();
        assertThat(output.readLine()).isEqualTo("Querying target system called:");
        return process.children().findFirst().orElseThrow();
      }
    }
  }
}
