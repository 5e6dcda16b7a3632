package io.portprobe.examples.portprobe.check;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.endpoint.EndpointReader;
import io.portprobe.examples.portprobe.endpoint.ProbeOptions;
import io.portprobe.examples.portprobe.endpoint.TimeOptions;
import io.portprobe.examples.portprobe.format.OutputOptions;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.RunInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: probes endpoints, and prints the state of each in the order of the input. */
@Command(
    name = "check",
    description =
        "Probes endpoints and prints the state of each, its reason and what speaks there.",
    footer = {
      "",
      "Examples:",
      "  portprobe check db:5432 udp://ns1:53 https://www.example.com",
      "  portprobe check ldap://dc01 --explain",
      "  portprobe check n1,n2,n3:9042 -4 --timeout 2s",
      "  portprobe check --from endpoints.txt --json | jq -r 'select(.state) | .state'",
      "  generate-list | portprobe check -"
    })
public final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ENDPOINT",
      arity = "0..*",
      description = {
        "HOST:PORT; tcp://, udp://, tcp4:// or tcp6:// and HOST:PORT;"
            + " PROTOCOL://HOST[:PORT]; a URL; a list such as n1,n2:80,443, @FILE, or - for"
            + " standard input."
      })
  private List<String> endpoints = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Read endpoints from a file, one a line; # begins a comment.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--all-addresses",
      description = "Print a row for each address of a name. Default: one row, the best state.")
  private boolean allAddresses;

  @Mixin private TimeOptions times = new TimeOptions();
  @Mixin private ProbeOptions probes = new ProbeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Environment environment;

  /** Creates the subcommand. */
  public CheckCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    RunInfo run =
        new RunInfo("check", environment.arguments(), Environment.version(), Instant.now());
    try (ProbeClient client = environment.clients().get().build()) {
      times.check();
      EndpointReader reader = probes.reader(client).with(times::apply);
      try (CheckInput input = CheckInput.open(environment, reader, endpoints, files);
          RunOutput results = output.open(environment, run)) {
        OrderedChecks checks = new OrderedChecks(input, results, allAddresses);
        return results.endOf(checks::stop, checks::run);
      }
    }
  }
}
