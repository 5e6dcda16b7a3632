package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The launcher in a folder of a test, with an empty jar. A script takes the place of Java, so that
 * it can print its arguments and end with any exit code.
 */
final class LauncherSetup {
  private static final Path SCRIPT = Path.of("../portqry").toAbsolutePath().normalize();

  private final Path folder;
  private final Shell shell;

  /**
   * Sets up launchers.
   *
   * @param folder the folder of the test
   * @param shell runs the launchers
   */
  LauncherSetup(Path folder, Shell shell) {
    this.folder = folder;
    this.shell = shell;
  }

  /** Installs the launcher as in the source tree; returns the script. */
  Path inSourceTree(Path home) throws IOException {
    Files.createDirectories(home.resolve("target"));
    Files.createFile(home.resolve("target/portqry.jar"));
    return copyOfScript(home.resolve("portqry"));
  }

  /** Installs the launcher as in the packages, with links; returns the folder of the scripts. */
  Path inPackage(Path home) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/portprobe.jar"));
    copyOfScript(bin.resolve("portprobe"));
    for (String command : new String[] {"portqry", "telnet", "netsh"}) {
      Files.createSymbolicLink(bin.resolve(command), Path.of("portprobe"));
    }
    return bin;
  }

  private static Path copyOfScript(Path script) throws IOException {
    return Files.copy(SCRIPT, script, StandardCopyOption.COPY_ATTRIBUTES); // keeps it executable
  }

  /** Makes the launcher run these lines as Java. */
  void java(String... lines) throws IOException {
    java(folder.resolve("jdk"), lines);
    shell.with("JAVA_HOME", folder.resolve("jdk").toString());
  }

  /** Installs these lines as the Java of a folder. */
  static void java(Path home, String... lines) throws IOException {
    executable(home.resolve("bin/java"), lines);
  }

  /** Installs these lines as Java of a version that makes archives. */
  void javaOfVersion(String version, String... lines) throws IOException {
    java(lines);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  static void executable(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  static void setMode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  /** Opens a server for the command to probe. */
  static ServerSocket listening() throws IOException {
    return new ServerSocket(0, 50, loopback());
  }

  /** The address that the command probes. The JVM may prefer IPv6. */
  static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }
}
