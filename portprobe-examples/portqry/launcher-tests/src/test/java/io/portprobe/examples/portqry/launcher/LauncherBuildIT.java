package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
@Execution(ExecutionMode.CONCURRENT)
class LauncherBuildIT {
  private static final Path MODULE = Path.of("..").toAbsolutePath().normalize();

  private static final String BUILDING =
      "portqry: building portqry.jar with Maven; this takes a minute or two, and is done once\n";

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() throws IOException {
    shell = new Shell(Files.createDirectory(folder.resolve("elsewhere")));
  }

  @Test
  @DisplayName("The launcher reports an invalid JAVA_HOME and never exits with 0, 1 or 2")
  void javaHome() throws Exception {
    Shell.Ended ended =
        shell.with("JAVA_HOME", "/no/such").run(MODULE.resolve("portqry"), "-n", "h");

    assertThat(ended)
        .isEqualTo(
            new Shell.Ended(
                71, "", "portqry: JAVA_HOME: '/no/such' (expected: a JDK or JRE, 17 or newer)\n"));
  }

  @Test
  @DisplayName("The launcher reports a Java version that is too old")
  void oldJava() throws Exception {
    Path java = folder.resolve("jdk8");
    LauncherSetup.executable(java.resolve("bin/java"), "exit 0");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Shell.Ended ended =
        shell.with("JAVA_HOME", java.toString()).run(MODULE.resolve("portqry"), "-n", "h");

    assertThat(ended.exitCode()).isEqualTo(71);
    assertThat(ended.err())
        .isEqualTo(
            "portqry: '%s/bin/java' is Java 11 (expected: 17 or newer; JAVA_HOME says which)\n"
                .formatted(java));
  }

  /** The script in a source tree whose jar is missing, with a Maven of the test's. */
  private Path sources(String... maven) throws IOException {
    Path home = folder.resolve("a tree/portprobe-examples/portqry");
    Files.createDirectories(home.resolve("src/main"));
    Files.copy(
        MODULE.resolve("portqry"), home.resolve("portqry"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(folder.resolve("a tree/pom.xml"), "");
    Path mvn = folder.resolve("bin/mvn");
    LauncherSetup.executable(mvn, maven);
    shell.with("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
    return home.resolve("portqry");
  }

  @Test
  @DisplayName("The launcher builds its jar once, and again if a source is newer")
  void builds() throws Exception {
    Path script =
        sources(
            "echo \"$PWD: $*\" >>\"$PWD/calls\"",
            "echo much noise; echo and more >&2",
            "echo made >portprobe-examples/portqry/target/portqry.jar");
    Path calls = folder.resolve("a tree/calls");
    LauncherSetup.executable(folder.resolve("jdk/bin/java"), "echo \"${*: -4}\"", "exit 100");
    shell.with("JAVA_HOME", folder.resolve("jdk").toString());

    Shell.Ended first = shell.run(script, "--version");
    Shell.Ended second = shell.run(script, "--version");
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            folder.toRealPath().resolve("a tree")
                + ": -B -q -Pquick -Dpack.skip=false -DskipTests -pl portprobe-examples/portqry"
                + " -am package");
    Path source = Files.writeString(script.resolveSibling("src/main/New.java"), "");
    Path jar = script.toRealPath().resolveSibling("target/portqry.jar");
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(source, FileTime.fromMillis(built.toMillis() + 5_000));
    Shell.Ended third = shell.run(script, "--version");

    String out = "-cp " + jar + " io.portprobe.examples.portqry.Main --version\n";
    assertThat(first).isEqualTo(new Shell.Ended(0, out, BUILDING));
    assertThat(second).isEqualTo(new Shell.Ended(0, out, ""));
    assertThat(third).isEqualTo(first);
    assertThat(Files.readAllLines(calls)).hasSize(2);
  }

  @Test
  @DisplayName("The launcher shows Maven's output if the build fails")
  void buildFails() throws Exception {
    Path script = sources("echo it does not compile", "exit 1");

    Shell.Ended ended = shell.run(script, "-n", "h");

    assertThat(ended)
        .isEqualTo(
            new Shell.Ended(
                70,
                "",
                BUILDING
                    + """
                    it does not compile
                    portqry: the build failed; what Maven says is above
                    """));
  }

  @Test
  @DisplayName("The launcher reports a missing Maven")
  void noMaven() throws Exception {
    Path script = sources("exit 1");
    Path bin = Files.createDirectory(folder.resolve("path"));
    for (String tool : List.of("find", "readlink")) {
      Files.createSymbolicLink(bin.resolve(tool), which(tool));
    }
    Path java = Path.of(System.getProperty("java.home"));
    shell.with("PATH", bin.toString()).with("JAVA_HOME", java.toString());

    Shell.Ended ended = shell.run(script, "-n", "h");

    assertThat(ended.exitCode()).isEqualTo(71);
    assertThat(ended.err()).startsWith("portqry: mvn: not found (expected: Maven on the PATH");
  }

  private Path which(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
