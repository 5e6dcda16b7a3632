package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portqry.console.ExitCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shells, folders and environments in which the launcher works. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class LauncherTest {
  private static final String PRINT_ARGUMENTS = "printf '%s\\n' \"$@\"";

  @TempDir private Path folder;
  private Shell shell;
  private LauncherSetup setup;

  @BeforeEach
  void install() {
    shell = new Shell(folder);
    setup = new LauncherSetup(folder, shell);
  }

  @ParameterizedTest
  @CsvSource({"/bin/dash,", "/bin/bash, --posix", "/bin/busybox, sh", "/bin/mksh,"})
  void posixShell_runsTheLauncher(Path program, @Nullable String argument) throws Exception {
    assumeTrue(Files.isExecutable(program), "this system has no " + program);
    Path launcher = setup.inSourceTree(folder.resolve("with  blanks"));
    setup.java(PRINT_ARGUMENTS, "exit 101");
    List<Object> command = new ArrayList<>(List.of(program, launcher, "-n", "two  words", "*"));
    if (argument != null) {
      command.add(1, argument);
    }

    Shell.Ended ended = shell.run(command.toArray());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out())
        .endsWith("\nio.portprobe.examples.portqry.Main\n-n\ntwo  words\n*\n")
        .contains("\n" + launcher.toRealPath().resolveSibling("target/portqry.jar") + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"portprobe", "portqry", "telnet", "netsh"})
  void link_selectsItsCommand_alsoByWayOfAnotherLink(String command) throws Exception {
    Path bin = setup.inPackage(folder.resolve("opt/portprobe"));
    setup.java(PRINT_ARGUMENTS, "exit 100");
    Path link = Files.createSymbolicLink(folder.resolve(command), bin.resolve(command));

    assertThat(shell.run(bin.resolve(command)).out()).contains("-Dportqry.command=" + command);
    assertThat(shell.run(link).out()).contains("-Dportqry.command=" + command);
  }

  @Test
  void runtimeOfThePackage_takesPrecedenceOverJavaHome() throws Exception {
    Path bin = setup.inPackage(folder.resolve("opt/portprobe"));
    setup.java("echo another Java", "exit 100");
    LauncherSetup.java(bin.resolveSibling("lib/runtime"), "echo the runtime", "exit 100");

    assertThat(shell.run(bin.resolve("portprobe")).out()).isEqualTo("the runtime\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', UTF-8, C.UTF-8",
    "POSIX, '', '', UTF-8, C.UTF-8",
    "'', '', C, UTF-8, C.UTF-8",
    "C, de_DE.UTF-8, '', UTF-8, de_DE.UTF-8",
    "de_DE.UTF-8, '', '', UTF-8, ''",
    "de_DE.UTF-8, '', '', ANSI_X3.4-1968, C.UTF-8", // what glibc prints if it is not installed
    "C.UTF-8, '', '', '', ''",
  })
  void javaWithoutLocale_readsArgumentsInUtf8(
      String lang, String all, String type, String charset, String expected) throws Exception {
    Path launcher = setup.inSourceTree(folder.resolve("home"));
    setup.java("echo \"${LC_ALL:-}\"", "exit 100");
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path locale =
        Files.writeString(programs.resolve("locale"), "#!/bin/sh\necho " + charset + "\n");
    assertThat(locale.toFile().setExecutable(true)).isTrue();
    shell.with("PATH", programs + ":" + System.getenv("PATH"));
    shell.with("LANG", lang).with("LC_ALL", all).with("LC_CTYPE", type);

    assertThat(shell.run(launcher).out()).isEqualTo(expected + "\n");
  }

  @Test
  void waitWithCommand_executesItAfterJava() throws Exception {
    Path bin = setup.inPackage(folder.resolve("home"));
    setup.java(PRINT_ARGUMENTS, "exit 100");

    Shell.Ended ended =
        shell.run(
            bin.resolve("portprobe"),
            "wait",
            "db 1:5432",
            "--",
            "sh",
            "-c",
            "echo \"then $1${LC_ALL:-}\"; exit 7",
            "sh",
            "a  --  b");

    assertThat(ended.out())
        .endsWith("\nio.portprobe.examples.portqry.Main\nwait\ndb 1:5432\nthen a  --  b\n");
    assertThat(ended.exitCode()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"101, 1", "102, 2", "124, 124", "64, 64"})
  void waitWithCommand_thatFails_doesNotExecuteIt(int java, int launched) throws Exception {
    Path bin = setup.inPackage(folder.resolve("home"));
    setup.java("exit " + java);

    assertThat(shell.run(bin.resolve("portprobe"), "wait", "h:1", "--", "echo", "executed"))
        .isEqualTo(new Shell.Ended(launched, "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/dash, no such command, 127, No such file or directory",
    "/bin/bash, no such command, 127, No such file or directory",
    "/bin/bash, -c, 127, No such file or directory",
    "/bin/dash, ./none, 127, No such file or directory",
    "/bin/bash, ./none, 127, No such file or directory",
    "/bin/dash, /etc/passwd, 126, Permission denied",
    "/bin/bash, /etc/passwd, 126, Permission denied",
    "/bin/bash, /etc, 126, Permission denied"
  })
  void waitWithCommand_thatCannotBeRun_isReported(
      Path program, String command, int code, String problem) throws Exception {
    assumeTrue(Files.isExecutable(program), "this system has no " + program);
    Path bin = setup.inPackage(folder.resolve("home"));
    setup.java("exit 100");

    assertThat(shell.run(program, bin.resolve("portprobe"), "wait", "h:1", "--", command))
        .isEqualTo(
            new Shell.Ended(
                code,
                "",
                "portprobe: COMMAND: '" + command + "' cannot be run: " + problem + "\n"));
  }

  /** The shell has 126 and 127 for a Java that it cannot run. */
  @Test
  void exitCodesOfThePrograms_arePassedOn() throws Exception {
    Path bin = setup.inPackage(folder.resolve("home"));
    for (Class<?> codes : List.of(ExitCodes.class, ExitCode.class)) {
      for (Field code : codes.getFields()) {
        int java = code.getInt(null);
        if (java > 2 && java != ExitCodes.NOT_EXECUTABLE && java != ExitCodes.NO_SUCH_COMMAND) {
          setup.java("exit " + java);
          assertThat(shell.run(bin.resolve("portprobe"), "check", "h:1"))
              .as(code.toString())
              .isEqualTo(new Shell.Ended(java, "", ""));
        }
      }
    }
  }

  @Test
  void twoDashes_ofAnotherCommand_arePassedOn() throws Exception {
    Path bin = setup.inPackage(folder.resolve("home"));
    setup.java(PRINT_ARGUMENTS, "exit 100");

    assertThat(shell.run(bin.resolve("portprobe"), "check", "--", "h:1").out())
        .endsWith("\ncheck\n--\nh:1\n");
    assertThat(shell.run(bin.resolve("telnet"), "wait", "--", "1").out())
        .endsWith("\nwait\n--\n1\n");
  }

  @Test
  void options_withPatternCharacters_areNoPatterns() throws Exception {
    Path launcher = setup.inSourceTree(folder.resolve("home"));
    setup.java(PRINT_ARGUMENTS, "exit 100");
    shell.with("PORTPROBE_JAVA_OPTS", "-Da=* -Db=?");

    assertThat(shell.run(launcher).out()).contains("\n-Da=*\n-Db=?\n");
  }

  @Test
  void system_withoutJava_isReported() throws IOException, InterruptedException {
    Path launcher = setup.inSourceTree(folder.resolve("home"));
    shell.with("PATH", folder.toString()).with("JAVA_HOME", "");

    assertThat(shell.run("/bin/sh", launcher, "-n", "h"))
        .isEqualTo(
            new Shell.Ended(
                71,
                "",
                "portqry: java: not found (expected: Java 17 or newer on the PATH, or"
                    + " JAVA_HOME)\n"));
  }
}
