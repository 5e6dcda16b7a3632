package io.portprobe.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The command {@code single}: probes with different methods in one JVM, and their latency. */
@Command(
    name = "single",
    mixinStandardHelpOptions = true,
    description =
        "For each line of input, which names a method, probes one port after the other, and prints"
            + " the latency in microseconds. Methods: connect, connect-close, channel-close,"
            + " other-thread, epoll, io_uring, nio.")
final class Single implements Callable<Integer> {
  private final ScanOptions target = new ScanOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "run each method in turn N times, instead of reading lines")
  private int rounds;

  private final Map<String, ProbeMethod> methods = new HashMap<>();

  private Single() {}

  /**
   * Runs the command.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    Single single = new Single();
    CommandSpec command = CommandSpec.forAnnotatedObject(single);
    single.target.addTargetTo(command);
    return Commands.run(command, arguments);
  }

  @Override
  public Integer call() throws IOException {
    SequentialProbes batch = new SequentialProbes(target.hosts().iterator().next(), target.ports());
    try {
      for (int round = 0; round < rounds; round++) {
        for (String name : ProbeMethods.names()) {
          System.out.println(String.format(Locale.ROOT, "%-14s", name) + batch.run(method(name)));
        }
      }
      if (rounds == 0) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = lines.readLine(); name != null; name = lines.readLine()) {
          System.out.println(batch.run(method(name)));
        }
      }
    } finally {
      methods.values().forEach(ProbeMethod::close);
    }
    return 0;
  }

  /** Returns a method, which is created once. */
  private ProbeMethod method(String name) {
    return methods.computeIfAbsent(name, ProbeMethods::named);
  }
}
