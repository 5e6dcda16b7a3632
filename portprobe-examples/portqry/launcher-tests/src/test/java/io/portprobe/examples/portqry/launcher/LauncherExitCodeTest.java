package io.portprobe.examples.portqry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exit codes 0, 1 and 2 of the launcher are states of a port. A script takes the place of Java,
 * so that it can end with any exit code.
 */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class LauncherExitCodeTest {
  @TempDir private Path folder;
  private Shell shell;
  private LauncherSetup setup;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    shell = new Shell(folder);
    setup = new LauncherSetup(folder, shell);
    launcher = setup.inSourceTree(folder.resolve("portqry"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 103, 127})
  void exitCodeOfJava_thatIsNotOfPortqry_is71WithTheOptionsOfTheEnvironment(int code)
      throws Exception {
    setup.java("echo 'Error occurred during initialization of VM' >&2", "exit " + code);
    shell.with("JAVA_TOOL_OPTIONS", "-XX:+No Such");

    Shell.Ended ended = shell.run(launcher, "-n", "h", "-q");

    assertThat(ended)
        .isEqualTo(
            new Shell.Ended(
                71,
                "",
                """
                Error occurred during initialization of VM
                portqry: Java ended with exit code %d before portqry had a result; Java's message is above
                portqry: JAVA_TOOL_OPTIONS: '-XX:+No Such' (expected: options with which Java starts)
                """
                    .formatted(code)));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 0",
    "101, 1",
    "102, 2",
    "64, 64",
    "69, 69",
    "71, 71",
    "99, 99",
    "124, 124",
    "143, 143"
  })
  void exitCodeOfPortqry_ofAStateOrAnError_isPassedOn(int java, int launched) throws Exception {
    setup.java("exit " + java);

    assertThat(shell.run(launcher, "-n", "h")).isEqualTo(new Shell.Ended(launched, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/mksh"})
  void signal_thatEndsJava_isReportedInTheSameWordsByEachShell(Path program) throws Exception {
    assumeTrue(Files.isExecutable(program), "this system has no " + program);
    setup.java("kill -KILL $$");

    assertThat(shell.run(program, launcher, "-n", "h"))
        .isEqualTo(
            new Shell.Ended(137, "", "portqry: signal 9 ended Java before portqry had a result\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/mksh"})
  void signalOfTheLauncher_thatEndsJavaAtOnce_printsNothing(Path program) throws Exception {
    assumeTrue(Files.isExecutable(program), "this system has no " + program);
    setup.java("kill -TERM $PPID", "exec sleep 60");

    assertThat(shell.run(program, launcher, "-n", "h")).isEqualTo(new Shell.Ended(143, "", ""));
  }

  @Test
  void realJava_thatCannotStart_is71() throws Exception {
    shell.with("JAVA_HOME", System.getProperty("java.home"));
    shell.with("JAVA_TOOL_OPTIONS", "-javaagent:" + folder.resolve("none.jar"));

    Shell.Ended ended = shell.run(launcher, "-n", "h", "-q");

    assertThat(ended.exitCode()).isEqualTo(71);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("portqry: JAVA_TOOL_OPTIONS: '-javaagent:");
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -XX:+UseG1GC, -XX:+UseSerialGC",
    "JDK_JAVA_OPTIONS, -XX:+UseParallelGC, -XX:+UseSerialGC",
    "PORTQRY_JAVA_OPTS, -XX:+UseZGC, -XX:+UseSerialGC",
    "JAVA_TOOL_OPTIONS, -Xms512m, -Xmx256m",
    "_JAVA_OPTIONS, -XX:InitialHeapSize=512m, -Xmx256m",
    "JAVA_TOOL_OPTIONS, -XX:MaxRAMPercentage=75.0, -Xmx256m",
  })
  void optionOfTheUser_thatConflictsWithOneOfTheLauncher_replacesIt(
      String variable, String option, String replaced) throws Exception {
    setup.java("echo \"$*\"", "exit 100");

    assertThat(shell.run(launcher, "-n", "h").out()).contains(replaced);
    assertThat(shell.with(variable, option).run(launcher, "-n", "h").out())
        .contains("io.portprobe.examples.portqry.Main -n h")
        .doesNotContain(replaced);
  }

  @Test
  void colonInThePath_ofTheLauncherOrAPlugIn_isRejected() throws Exception {
    setup.java("exit 100");
    Path odd = setup.inSourceTree(folder.resolve("a:b"));
    Path plugIn = launcher.resolveSibling("plugins/c:d.jar");
    Files.createDirectories(plugIn.getParent());
    Files.createFile(plugIn);

    assertThat(shell.run(odd, "-n", "h")).isEqualTo(rejected(odd.getParent()));
    assertThat(shell.run(launcher, "-n", "h")).isEqualTo(rejected(plugIn));
  }

  private Shell.Ended rejected(Path path) throws IOException {
    return new Shell.Ended(
        71,
        "",
        "portqry: '"
            + folder.toRealPath().resolve(folder.relativize(path))
            + "' (expected: a path without a colon, because Java's class path is divided by"
            + " colons)\n");
  }

  @Test
  void closedInput_isNoError() throws Exception {
    setup.java("exit 102");

    assertThat(shell.run("bash", "-c", "exec \"$0\" -n h <&-", launcher))
        .isEqualTo(new Shell.Ended(2, "", ""));
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void signal_ofTheLauncher_endsJavaAndIsTheExitCode(String signal, int code) throws Exception {
    setup.java(
        "trap 'kill $waiting; exit 143' TERM",
        "sleep 60 >/dev/null 2>&1 & waiting=$!",
        "echo started",
        "wait");
    Process process = shell.start(launcher, "-n", "h");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("started");

      Shell.Ended sent = shell.run("kill", "-" + signal, process.pid());

      assertThat(sent.exitCode()).isZero();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
      assertThat(output.readLine()).as("the end of Java's output").isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void exitCodeOfJava_thatASignalEnded_isPassedOn() throws Exception {
    setup.java(
        "trap 'kill $waiting; exit 74' TERM",
        "sleep 60 >/dev/null 2>&1 & waiting=$!",
        "echo started",
        "wait");
    Process process = shell.start(launcher, "-n", "h");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("started");

      shell.run("kill", "-TERM", process.pid());

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(74);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void signal_thatWasIgnoredAtTheStart_staysIgnored() throws Exception {
    setup.java(
        "trap 'kill $waiting; exit 143' TERM",
        "sleep 60 >/dev/null 2>&1 & waiting=$!",
        "echo started",
        "wait");
    Process process = shell.start("sh", "-c", "trap '' INT HUP; exec \"$0\" -n h", launcher);
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("started");

      shell.run("kill", "-INT", process.pid());
      shell.run("kill", "-HUP", process.pid());
      shell.run("kill", "-TERM", process.pid());

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void signal_duringTheBuild_endsMavenAndIsTheExitCode(String signal, int code) throws Exception {
    setup.java("echo 'Java was started'", "exit 100");
    Path script =
        withoutJar("sleep 60 & echo $$ $! >started.new", "mv started.new started", "wait");
    Process process = shell.start(script, "-n", "h");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).startsWith("portqry: building portqry.jar with Maven;");
      List<ProcessHandle> build = processesIn(folder.resolve("tree/started"));

      shell.run("kill", "-" + signal, process.pid());

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
      assertThat(output.readLine()).as("further output").isNull();
      for (ProcessHandle handle : build) {
        handle.onExit().get(30, TimeUnit.SECONDS);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** A child process that does not run its program yet loses a signal. */
  @Test
  void signal_thatTheChildProcessLoses_isSentAgain() throws Exception {
    setup.java(
        "trap 'trap \"kill $waiting; exit 143\" TERM' TERM",
        "sleep 60 >/dev/null 2>&1 & waiting=$!",
        "echo started",
        "wait; wait");
    Process process = shell.start(launcher, "-n", "h");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("started");

      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/mksh"})
  void signal_whileNoChildProcessRuns_isTheExitCode(Path program) throws Exception {
    assumeTrue(Files.isExecutable(program), "this system has no " + program);
    setup.java("exit 100");
    Path script = withoutJar("exit 0");
    LauncherSetup.executable(folder.resolve("bin/mkdir"), "kill -TERM $PPID");

    assertThat(shell.run(program, script, "-n", "h")).isEqualTo(new Shell.Ended(143, "", ""));
  }

  @Test
  void signal_whileAnotherLauncherBuilds_isTheExitCode() throws Exception {
    setup.java("exit 100");
    Path script = withoutJar("echo $$ $$ >started.new", "mv started.new started", "exec sleep 60");
    Process first = shell.start(script, "-n", "h");
    List<ProcessHandle> build = processesIn(folder.resolve("tree/started"));
    Process second = shell.start(script, "-n", "h");
    try (BufferedReader output = second.inputReader()) {
      assertThat(output.readLine()).startsWith("portqry: building portqry.jar with Maven;");

      shell.run("kill", "-TERM", second.pid());

      assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(143);
      assertThat(output.readLine()).as("further output").isNull();
      assertThat(build).as("the build of the first launcher").allMatch(ProcessHandle::isAlive);
    } finally {
      build.forEach(ProcessHandle::destroyForcibly);
      first.destroyForcibly();
      second.destroyForcibly();
    }
  }

  @Test
  void signal_whileTheArchiveIsMade_leavesNoFile() throws Exception {
    Path started = folder.resolve("started");
    setup.java(
        "for option; do case $option in",
        "  -XX:DumpLoadedClassList=*) echo half >\"${option#*=}\" ;;",
        "esac; done",
        "sleep 60 & echo $$ $! >'" + started + ".new'",
        "mv '" + started + ".new' '" + started + "'",
        "wait");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Process process = shell.start(launcher, "-n", "h");
    try {
      List<ProcessHandle> rehearsal = processesIn(started);

      shell.run("kill", "-TERM", process.pid());

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(process.inputReader().readLine()).as("output").isNull();
      assertThat(launcher.resolveSibling("target"))
          .isDirectoryContaining("glob:**.jar")
          .isDirectoryNotContaining("glob:**.jsa*");
      for (ProcessHandle handle : rehearsal) {
        handle.onExit().get(30, TimeUnit.SECONDS);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /** Installs the launcher in a source tree without a jar, and these lines as Maven. */
  private Path withoutJar(String... maven) throws IOException {
    Path script = setup.inSourceTree(folder.resolve("tree/portprobe-examples/portqry"));
    Files.delete(script.resolveSibling("target/portqry.jar"));
    LauncherSetup.executable(folder.resolve("bin/mvn"), maven);
    shell.with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    return script;
  }

  /** Waits for a file with process numbers, and returns the processes. */
  private static List<ProcessHandle> processesIn(Path file) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("wait for " + file).isLessThan(deadline);
      Thread.onSpinWait();
    }
    return Stream.of(Files.readString(file).strip().split(" "))
        .map(number -> ProcessHandle.of(Long.parseLong(number)).orElseThrow())
        .toList();
  }
}
