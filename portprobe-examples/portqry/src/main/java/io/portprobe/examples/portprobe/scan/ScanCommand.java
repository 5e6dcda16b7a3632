package io.portprobe.examples.portprobe.scan;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.endpoint.SourceOption;
import io.portprobe.examples.portprobe.format.OutputOptions;
import io.portprobe.examples.portprobe.format.PlainText;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.scan.HostSet;
import io.portprobe.scan.PortSet;
import io.portprobe.scan.Scan;
import io.portprobe.scan.ScanPlan;
import io.portprobe.scan.ScanTooLargeException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: scans many ports of many hosts. */
@Command(
    name = "scan",
    description = {
      "Scans many ports of many hosts, and prints the ports that listen as they become known.",
      "The last line counts the other states. Scan only hosts that you own, or whose owners agreed."
    },
    footer = {
      "",
      "Examples:",
      "  portprobe scan 10.0.0.0/24 22,80,443",
      "  portprobe scan db1,db2 1-1024 udp:53,161 --identify",
      "  portprobe scan 10.0.0.0/16 top:100 --plan",
      "  portprobe scan @hosts.txt all --rate 500 --checkpoint scan.state",
      "  portprobe scan @hosts.txt all --rate 500 --checkpoint scan.state --resume"
    })
public final class ScanCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "HOSTS",
      description = {
        "Names, addresses, networks (10.0.0.0/24) and ranges (10.0.0.1-50) with commas between,",
        "@FILE, or - for standard input, with one a line."
      })
  private @Nullable String hosts;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PORTS",
      description = {
        "Ports (80), ranges (1-1024), names (ssh), all, and top:100, with commas between;",
        "with the prefix udp: over UDP."
      })
  private List<String> ports = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "HOSTS",
      description = "Do not probe these hosts; in the forms of HOSTS.")
  private @Nullable String exclude;

  @Option(names = "--plan", description = "Print what the scan would send, and end.")
  private boolean planOnly;

  @Option(
      names = "--all-states",
      description = "Print every port. Default: ports that listen, and hosts with an error.")
  private boolean allStates;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Save the progress in a file every 5 s and at a signal. A scan that is complete removes"
              + " it.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--resume",
      description = "Continue the scan of the checkpoint file; with the same hosts and ports.")
  private boolean resume;

  @Mixin private SourceOption source = new SourceOption();
  @Mixin private ScanOptions options = new ScanOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Environment environment;

  /** Creates the subcommand. */
  public ScanCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (hosts == null || ports.isEmpty()) {
      throw CommandException.usage(
          (hosts == null ? "HOSTS" : "PORTS")
              + ": missing (expected: portprobe scan HOSTS PORTS; --help has more)");
    }
    HostSet hostSet = ScanTargets.hosts(environment, "HOSTS", hosts);
    List<PortSet> portSets = ScanTargets.ports(ports);
    Optional<CheckpointFile> file = Optional.ofNullable(checkpoint).map(CheckpointFile::new);
    try (ProbeClient client = options.client(environment.clients().get())) {
      Scan scan = scan(client, hostSet, portSets, file);
      ScanPlan plan = plan(planOnly ? scan.allowLarge() : scan);
      if (planOnly) {
        if (output.isJson()) {
          PlainText.printUtf8(environment, List.of(PlanText.json(plan)));
        } else {
          PlainText.print(environment, PlanText.lines(hostSet, portSets, plan));
        }
        return ExitCodes.AS_WANTED;
      }
      return run(scan, plan, file);
    }
  }

  private Scan scan(
      ProbeClient client, HostSet hostSet, List<PortSet> portSets, Optional<CheckpointFile> file)
      throws CommandException {
    Scan scan = options.apply(client.scan().hosts(hostSet));
    for (PortSet portSet : portSets) {
      scan = scan.ports(portSet);
    }
    if (exclude != null) {
      HostSet excluded = ScanTargets.hosts(environment, "--exclude", exclude);
      try {
        scan = scan.exclude(excluded);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--exclude: " + Failures.message(e));
      }
    }
    if (source.address().isPresent()) {
      scan = scan.sourceAddress(source.address().get());
    }
    if (file.isPresent() && !planOnly) {
      file.get().requireWritable();
    }
    if (resume) {
      if (file.isEmpty()) {
        throw CommandException.usage(
            "--resume: --checkpoint is missing (expected: --checkpoint FILE)");
      }
      return scan.resume(file.get().read());
    }
    if (file.isPresent() && !planOnly) {
      file.get().requireNew();
    }
    return scan;
  }

  private static ScanPlan plan(Scan scan) throws CommandException {
    try {
      return scan.plan();
    } catch (ScanTooLargeException e) {
      throw CommandException.usage(Failures.message(e) + "; --large allows it");
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw CommandException.usage(Failures.message(e));
    }
  }

  private int run(Scan scan, ScanPlan plan, Optional<CheckpointFile> file)
      throws CommandException, InterruptedException {
    if (environment.errTerminal()) {
      environment.report(PlanText.line(plan));
    }
    RunInfo info =
        new RunInfo("scan", environment.arguments(), Environment.version(), Instant.now());
    try (RunOutput results = output.open(environment, info);
        ScanProgress progress = new ScanProgress(environment, plan.probes())) {
      ScanOutput consumer = new ScanOutput(results, progress, file, allStates);
      return new ScanExecution(environment, scan, file).run(consumer, results, progress);
    }
  }
}
