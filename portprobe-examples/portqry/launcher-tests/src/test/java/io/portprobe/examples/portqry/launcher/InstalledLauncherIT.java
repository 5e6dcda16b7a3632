package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** The launcher without sources, with its archive of classes and its plug-ins. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(
    value = InstalledLauncherIT.PLUG_INS,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
class InstalledLauncherIT {
  /** The plug-ins are on the class path of all commands. */
  static final String PLUG_INS = "plug-ins of the installed launcher";

  private static final Path MODULE = Path.of("..").toAbsolutePath().normalize();

  /** Makes the JVM refuse to start without its archive. */
  private static final String INSIST =
      Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";

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
    Files.createSymbolicLink(installed.resolveSibling("portprobe"), installed.getFileName());
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

  @Test
  @DisplayName(
      "The launcher works in a folder with blanks, and creates its archive once without output")
  void archive() throws Exception {
    assertThat(firstRun.err()).isEmpty();
    assertThat(firstRun.exitCode()).isZero();
    List<Path> archives = archives();
    assertThat(archives).hasSize(1);
    FileTime made = Files.getLastModifiedTime(archives.get(0));
    try (ServerSocket server = LauncherSetup.listening()) {
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
      return files.filter(file -> file.toString().matches(".*[.](jsa|aot)([.][0-9].*)?")).toList();
    }
  }

  @Test
  @ResourceLock(PLUG_INS)
  @DisplayName("The launcher loads a protocol from a jar in plugins")
  void plugIn() throws Exception {
    Path jar = installed.resolveSibling("plugins").resolve("greeter.jar");
    plugInJar(jar);
    try (ServerSocket server = LauncherSetup.listening()) {
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

              greeter says: hello

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

  private static void plugInJar(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    String plugIn = Greeter.class.getName();
    String file = plugIn.replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = Greeter.class.getResourceAsStream("/" + file)) {
      out.putNextEntry(new JarEntry("META-INF/services/io.portprobe.spi.Protocol"));
      out.write(plugIn.getBytes(StandardCharsets.UTF_8));
      out.putNextEntry(new JarEntry(file));
      in.transferTo(out);
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
    return Terminal.running(installed.resolveSibling("portprobe"), arguments);
  }

  @Test
  @DisplayName("A user types into the interactive mode on a terminal")
  void interactive() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) makes the terminal");
    try (ServerSocket server = LauncherSetup.listening()) {
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

  @Test
  @DisplayName("Java ends when the launcher is killed")
  void killed() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, LauncherSetup.loopback())) {
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
