package io.portprobe.process;

import io.portprobe.ProbeClient;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a main class of the tests in a separate process, with limits that the test sets. */
public final class ChildJvm {
  static final long TIMEOUT_SECONDS = 180;

  private final List<String> command = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path");

  private ChildJvm(String... around) {
    command.addAll(List.of(around));
  }

  /** Without limits. */
  public static ChildJvm plain() {
    return new ChildJvm();
  }

  /** With a maximum number of descriptors, those of the JVM itself included. */
  public static ChildJvm withDescriptors(int most) {
    return new ChildJvm("sh", "-c", "ulimit -n " + most + " && exec \"$@\"", "sh");
  }

  /**
   * In a separate network namespace that has only a loopback interface, after a setup by the shell.
   * Needs no root on systems where users may create namespaces.
   */
  public static ChildJvm inOwnNetwork(String setup) {
    String script = "ip link set lo up && " + setup + " && exec \"$@\"";
    return new ChildJvm("unshare", "-Urn", "sh", "-c", script, "sh");
  }

  /** Returns whether {@link #inOwnNetwork} works on this machine with this setup. */
  public static boolean canMakeNetworks(String setup) throws Exception {
    try {
      ChildJvm network = inOwnNetwork(setup);
      network.command.add("true");
      return network.start().exit() == 0;
    } catch (IOException e) { // there is no such program
      return false;
    }
  }

  /** Loads classes from a folder in place of those of the same name. */
  public ChildJvm withClasses(Path folder) {
    classPath = folder + File.pathSeparator + classPath;
    return this;
  }

  /** Adds an option of the JVM. */
  public ChildJvm withOption(String option) {
    options.add(option);
    return this;
  }

  /** Runs the class, and waits for its end. */
  public Ended run(Class<?> main, String... arguments) throws Exception {
    addJava(main);
    command.addAll(List.of(arguments));
    return start();
  }

  /** Starts a process that runs several classes, one at a time. */
  public ChildSession session() throws IOException {
    addJava(ChildSession.Program.class);
    return new ChildSession(new ProcessBuilder(command));
  }

  private void addJava(Class<?> main) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
  }

  /** In the child: opens files until no descriptor is free. The caller closes them. */
  public static Deque<FileInputStream> takeAllDescriptors() throws Exception {
    loadAll(ProbeClient.class);
    loadAll(ChildJvm.class);
    Deque<FileInputStream> taken = new ArrayDeque<>();
    takeFreeDescriptors(taken);
    return taken;
  }

  /** In the child: opens a file for each free descriptor. */
  public static void takeFreeDescriptors(Deque<FileInputStream> taken) {
    while (true) {
      try {
        taken.push(new FileInputStream("/dev/null"));
      } catch (IOException e) { // that was the last one
        return;
      }
    }
  }

  /** Loads the classes of a directory, each of which is a file to open. Jars stay open. */
  private static void loadAll(Class<?> neighbour) throws Exception {
    Path home = Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(home)) {
      return;
    }
    try (Stream<Path> files = Files.walk(home.resolve("io/portprobe"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        String name = home.relativize(file).toString().replace(File.separatorChar, '.');
        Class.forName(
            name.substring(0, name.length() - ".class".length()),
            false,
            neighbour.getClassLoader());
      }
    }
  }

  private Ended start() throws IOException, InterruptedException {
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      return new Ended(
          ended ? process.exitValue() : -1, Files.readAllLines(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /**
   * The result of the process.
   *
   * @param exit the exit code; -1 if the process exceeded its time and was killed
   * @param lines the lines of standard output
   * @param errors the text of standard error
   */
  public record Ended(int exit, List<String> lines, String errors) {}
}
