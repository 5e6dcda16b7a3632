package io.portprobe.examples.lab.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.examples.lab.InLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher of Windows, run by Wine's command interpreter. No JDK for Windows is available here.
 * A second command interpreter takes the place of {@code java.exe}: it ends with the exit code that
 * its arguments give, or prints its arguments. Skipped where Debian's package wine is not
 * installed.
 */
@InLab
@EnabledIf("wineIsInstalled")
class WindowsLauncherLabTest {
  private static final Path LAUNCHER = Path.of("../portqry/packaging/windows/portprobe.cmd");
  private static final String HOME = "C:\\Program Files (x86)\\pp & co";
  private static final String JAVA_HOME = "C:\\jdk";

  @TempDir private static Path folder;

  static boolean wineIsInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/wine"));
  }

  @BeforeAll
  static void install() throws IOException {
    wine(Map.of(), "cmd", "/c", "ver");
    Path drive = folder.resolve("prefix/drive_c");
    Path java = Files.createDirectories(drive.resolve("jdk/bin")).resolve("java.exe");
    Files.copy(drive.resolve("windows/system32/cmd.exe"), java);
    Path bin = Files.createDirectories(drive.resolve("Program Files (x86)/pp & co/bin"));
    for (String command : new String[] {"portqry", "telnet"}) {
      Files.copy(LAUNCHER, bin.resolve(command + ".cmd"));
    }
  }

  /** Wine's processes hold files of the folder for some seconds after their last command. */
  @AfterAll
  static void stop() {
    run(Map.of(), "wineserver", "-k", "-w");
  }

  /** The Java program adds 1000 to its exit codes; each other end is not a state of a port. */
  @ParameterizedTest
  @CsvSource({"1000, 0", "1001, 1", "1002, 2", "1099, 99", "130, 130", "0, 71", "1, 71", "2, 71"})
  void exitCodes_areThoseOfTheProgramOnly(int ofJava, int ofCommand) {
    Ended ended = launch("portqry", Map.of("JAVA_HOME", JAVA_HOME), "/c exit " + ofJava);

    assertThat(ended.code()).isEqualTo(ofCommand);
    assertThat(ended.output().contains("Java ended with exit code " + ofJava + " before portqry"))
        .isEqualTo(ofCommand == 71);
  }

  @Test
  void argumentsAndPaths_areUnchanged_withBlanksAmpersandsAndParentheses() {
    Ended ended =
        launch(
            "portqry",
            Map.of("JAVA_HOME", JAVA_HOME, "PORTPROBE_JAVA_OPTS", "/c echo"),
            "-n \"a b\" -e 80");

    assertThat(ended.output())
        .contains(
            "-cp \"%1$s\\bin\\..\\lib\\portprobe.jar;%1$s\\bin\\..\\plugins\\*\"".formatted(HOME)
                + " io.portprobe.examples.portqry.Main -n \"a b\" -e 80");
  }

  @Test
  void variablesThatKeepJavaFromStarting_areNamed() {
    Ended ended =
        launch(
            "portqry", Map.of("JAVA_HOME", JAVA_HOME, "JAVA_TOOL_OPTIONS", "-Xmx1"), "/c exit 1");

    assertThat(ended.output()).contains("portqry: JAVA_TOOL_OPTIONS is set");
  }

  @Test
  void javaHomeWithoutJava_isNamed() {
    Ended ended = launch("telnet", Map.of("JAVA_HOME", "C:\\none"), "www 80");

    assertThat(ended.code()).isEqualTo(71);
    assertThat(ended.output())
        .contains("telnet: JAVA_HOME: \"C:\\none\" (expected: a JDK or JRE, 17 or newer)");
  }

  @Test
  void javaThatIsNotThere_isAnErrorOfTheLauncher() {
    Ended ended = launch("telnet", Map.of(), "www 80");

    assertThat(ended.code()).isEqualTo(71);
    assertThat(ended.output()).contains("telnet: java: not found (expected: Java 17 or newer");
  }

  @Test
  void javaOnThePath_isFound() {
    Ended ended = launch("telnet", Map.of("WINEPATH", JAVA_HOME + "\\bin"), "/c exit 1042");

    assertThat(ended.code()).isEqualTo(42);
  }

  private static Ended launch(String command, Map<String, String> environment, String arguments) {
    Path batch = folder.resolve(command + "-caller.bat");
    // Wine does not accept a path with blanks and ampersands after cmd /c.
    String line = "@\"%s\\bin\\%s.cmd\" %s\r\n".formatted(HOME, command, arguments);
    try {
      Files.writeString(batch, line, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wine(environment, "cmd", "/c", "Z:" + batch.toString().replace('/', '\\'));
  }

  private static Ended wine(Map<String, String> environment, String... command) {
    String[] all = Stream.concat(Stream.of("wine"), Arrays.stream(command)).toArray(String[]::new);
    return run(environment, all);
  }

  private static Ended run(Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> variables = builder.environment();
    variables.keySet().removeAll(Set.of("JAVA_HOME", "JAVA_TOOL_OPTIONS"));
    variables.putAll(
        Map.of(
            "WINEPREFIX", folder.resolve("prefix").toString(),
            // Wine links the folders of the user in its own.
            "HOME", folder.toString(),
            "WINEDEBUG", "-all",
            // no windows, and no installers of what the command interpreter does not use
            "DISPLAY", "",
            "WINEDLLOVERRIDES", "mscoree,mshtml="));
    variables.putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Ended(int code, String output) {}
}
