package io.portprobe.examples.portprobe.wait;

import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.DurationConverter;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.endpoint.EndpointReader;
import io.portprobe.examples.portprobe.endpoint.ProbeOptions;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.examples.portprobe.format.OutputOptions;
import io.portprobe.examples.portprobe.format.RunOutput;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: waits for ports, then runs a command. */
@Command(
    name = "wait",
    customSynopsis = {
      "portprobe wait [OPTIONS] ENDPOINT... [-- COMMAND [ARGUMENT...]]",
    },
    description = {
      "Waits until endpoints are listening, and then runs a command with its exit status.",
      "Exits with 124 if the time ends first."
    },
    footer = {
      "",
      "Examples:",
      "  portprobe wait db:5432 cache:6379 -- ./server --port 8080",
      "  portprobe wait postgresql://db --for 2m            # until the server speaks",
      "  portprobe wait n1,n2,n3:9042 --at-least 2",
      "  portprobe wait udp://ns1:53 --as dns",
      "  portprobe wait localhost:8080 --until not-listening --for 10s"
    })
public final class WaitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ENDPOINT",
      arity = "0..*",
      description = "HOST:PORT, udp://HOST:PORT, PROTOCOL://HOST[:PORT]; see check.")
  private List<String> endpoints = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "30s",
      description = "How long to wait: 500ms, 30s, 5m. Default: 30s.")
  private Duration within = Duration.ofSeconds(30);

  @Option(
      names = "--until",
      paramLabel = "STATE",
      converter = UntilConverter.class,
      description =
          "listening, speaking (the service completes the exchange of its protocol), or"
              + " not-listening (every address refuses). Default: speaking if a protocol is named,"
              + " otherwise listening.")
  private @Nullable Until until;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Quorum quorum;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors.")
  private boolean quiet;

  @Mixin private ProbeOptions probes = new ProbeOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Environment environment;
  private List<String> command = List.of();

  /** How many ports are required. */
  static final class Quorum {
    @Option(names = "--all", description = "Wait for all endpoints. The default.")
    @SuppressWarnings("unused") // the default of the group
    private boolean all;

    @Option(names = "--any", description = "Wait for one of the endpoints.")
    private boolean any;

    @Option(names = "--at-least", paramLabel = "N", description = "Wait for N of the endpoints.")
    private @Nullable Integer atLeast;

    private int required(int targets) throws CommandException {
      if (atLeast != null && (atLeast < 1 || atLeast > targets)) {
        throw CommandException.badValue("--at-least", atLeast.toString(), "1-" + targets);
      }
      return atLeast != null ? atLeast : any ? 1 : targets;
    }
  }

  /** Creates the subcommand. */
  public WaitCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    separateCommand();
    int code = waitForPorts();
    return code == 0 && !command.isEmpty() ? new FollowingCommand(command).run() : code;
  }

  /** Divides the arguments at the first {@code --}, which picocli removes. */
  private void separateCommand() throws CommandException {
    int separator = environment.arguments().indexOf("--");
    if (separator >= 0) {
      command =
          List.copyOf(
              environment.arguments().subList(separator + 1, environment.arguments().size()));
      if (command.isEmpty()) {
        throw CommandException.usage("COMMAND: missing after -- (expected: a command to run)");
      }
      endpoints = endpoints.subList(0, endpoints.size() - command.size());
    }
    if (endpoints.isEmpty()) {
      throw CommandException.usage(
          "ENDPOINT: missing (expected: HOST:PORT or another form; portprobe wait --help has"
              + " more)");
    }
  }

  private int waitForPorts() throws CommandException, InterruptedException {
    RunInfo run =
        new RunInfo("wait", environment.arguments(), Environment.version(), Instant.now());
    try (ProbeClient client = environment.clients().get().build()) {
      List<WaitTarget> targets = targets(client);
      int required = quorum == null ? targets.size() : quorum.required(targets.size());
      try (RunOutput results = open(run)) {
        return new QuorumWait(targets, required, within).run(results);
      }
    }
  }

  /** The standard output of a command that follows is its alone. */
  private RunOutput open(RunInfo run) throws CommandException {
    if (quiet) {
      return output.openQuiet(environment, run);
    }
    boolean follows = environment.commandFollows() || !command.isEmpty();
    return output.open(follows ? environment.onStandardError() : environment, run);
  }

  private List<WaitTarget> targets(ProbeClient client) throws CommandException {
    EndpointReader reader = probes.reader(client);
    List<WaitTarget> targets = new ArrayList<>();
    for (String endpoint : endpoints) {
      for (Target target : reader.read(endpoint)) {
        targets.add(waitTarget(client, target));
      }
    }
    return targets;
  }

  private WaitTarget waitTarget(ProbeClient client, Target target) throws CommandException {
    Until selected = until != null ? until : target.speaks() ? Until.SPEAKING : Until.LISTENING;
    var endpoint = target.probe().endpoint();
    if (selected == Until.SPEAKING
        && !target.speaks()
        && client.protocolsOn(endpoint.transport(), endpoint.port()).isEmpty()) {
      throw CommandException.usage(
          "endpoint: "
              + SafeText.quote(target.text())
              + " (expected: a protocol to speak, as PROTOCOL://HOST:PORT or by --as)");
    }
    return new WaitTarget(target, selected);
  }
}
