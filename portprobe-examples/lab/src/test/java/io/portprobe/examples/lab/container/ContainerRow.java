package io.portprobe.examples.lab.container;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JVM in a restricted environment that runs {@link ContainerProbes}.
 *
 * @param name describes the environment
 * @param jdk the feature release
 * @param around a shell script that restricts the environment and ends in {@code exec "$@"}
 * @param options of the JVM
 * @param ioMode of the client
 * @param sight what the client receives
 * @param ipv6 whether IPv6 works there
 */
record ContainerRow(
    String name,
    int jdk,
    String around,
    List<String> options,
    String ioMode,
    Sight sight,
    boolean ipv6) {
  /** An option of the JVM: core is on the module path. */
  static final String MODULE = "--add-modules=io.portprobe";

  static final String HOST = "198.18.99.2";
  static final String HOST6 = "2001:db8:99::2";
  static final String NOBODY = "198.18.99.77";
  static final String NOBODY6 = "2001:db8:99::77";

  private static final Path JDKS = Path.of("/usr/lib/jvm");
  private static final Path TOOLS = Path.of("container").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 110;

  /** What a run printed: a line for each port, and the log. */
  record Output(List<String> lines, String log) {}

  ContainerRow with(String more, String... moreOptions) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(moreOptions));
    return new ContainerRow(name + ", " + more, jdk, around, all, ioMode, sight, ipv6);
  }

  /** Returns whether core is a module; the tests are not. */
  boolean onModulePath() {
    return options.contains(MODULE);
  }

  /** Returns the program of the JDK; empty if it is not installed. */
  Optional<Path> java() throws IOException {
    return jdk(jdk).map(home -> home.resolve("bin/java"));
  }

  /** Returns the folder of a JDK of Debian or Temurin; empty if it is not installed. */
  static Optional<Path> jdk(int feature) throws IOException {
    try (Stream<Path> homes = Files.list(JDKS)) {
      return homes
          .filter(
              home -> home.getFileName().toString().matches("(java|temurin)-" + feature + "-.*"))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .findFirst();
    }
  }

  /** Runs the JVM in the network and waits for its end. */
  Output run(Path java, ChildClassPath classes, Path folder) throws Exception {
    Path out = Files.createTempFile(folder, "row", ".out");
    Path log = Files.createTempFile(folder, "row", ".log");
    Process process =
        new ProcessBuilder(command(java, classes, Files.createTempDirectory(folder, "tmp")))
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
      process.destroy();
      throw new AssertionError(name + ": no end after 110 s: " + Files.readString(log));
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(
          name + ": exit code " + process.exitValue() + ": " + Files.readString(log));
    }
    return new Output(Files.readAllLines(out), Files.readString(log));
  }

  private List<String> command(Path java, ChildClassPath classes, Path temp) {
    List<String> command = new ArrayList<>();
    command.add(TOOLS.resolve("in-network").toString());
    command.addAll(
        List.of("env", "TOOLS=" + TOOLS, "TEMP_FOLDER=" + temp, "sh", "-c", around, "sh"));
    command.add(java.toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djava.io.tmpdir=" + temp, "-XX:-UsePerfData"));
    command.addAll(options);
    command.addAll(onModulePath() ? classes.modules() : List.of("-cp", classes.toString()));
    command.addAll(List.of(ContainerProbes.class.getName(), ioMode));
    command.addAll(List.of(HOST, "1001-1009", "2001-2009", HOST6, "1001-1009", "2001-2009"));
    command.addAll(List.of(NOBODY, "80", "53", NOBODY6, "80", "53"));
    return command;
  }

  @Override
  public String toString() {
    return name + ", JDK " + jdk;
  }
}
