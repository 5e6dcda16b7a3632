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

/** Single questions, asked in different ways by one JVM: how long one takes. */
@Command(
    name = "single",
    mixinStandardHelpOptions = true,
    description =
        "For each line of input, which names a way to ask, asks one port after the other, and says how"
            + " long a question took, in microseconds. Ways: connect, connect-close, channel-close,"
            + " other-thread, epoll, io_uring, nio.")
final class Single implements Callable<Integer> {
  private final ScanOptions target = new ScanOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "ask in every way in turn so many times, instead of waiting for lines")
  private int rounds;

  private final Map<String, Asker> askers = new HashMap<>();

  private Single() {}

  /**
   * Asks.
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
    Batch batch = new Batch(target.hosts().iterator().next(), target.ports());
    try {
      for (int round = 0; round < rounds; round++) {
        for (String way : Askers.names()) {
          System.out.println(String.format(Locale.ROOT, "%-14s", way) + batch.ask(asker(way)));
        }
      }
      if (rounds == 0) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String way = lines.readLine(); way != null; way = lines.readLine()) {
          System.out.println(batch.ask(asker(way)));
        }
      }
    } finally {
      askers.values().forEach(Asker::close);
    }
    return 0;
  }

  /** Made when first asked for, kept until the end. */
  private Asker asker(String way) {
    return askers.computeIfAbsent(way, Askers::named);
  }
}
