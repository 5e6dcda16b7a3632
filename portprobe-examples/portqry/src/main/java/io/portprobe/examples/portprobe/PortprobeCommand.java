package io.portprobe.examples.portprobe;

import io.portprobe.examples.portprobe.check.CheckCommand;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ErrorHandlers;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.contract.ContractCommand;
import io.portprobe.examples.portprobe.domain.DomainCommand;
import io.portprobe.examples.portprobe.host.HostCommand;
import io.portprobe.examples.portprobe.local.LocalCommand;
import io.portprobe.examples.portprobe.page.PageCommand;
import io.portprobe.examples.portprobe.scan.ScanCommand;
import io.portprobe.examples.portprobe.wait.WaitCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The command {@code portprobe}: a picocli command with a subcommand for each subject. */
@Command(
    name = "portprobe",
    description =
        "Probes TCP and UDP ports: whether something listens, why, and what speaks there.",
    versionProvider = PortprobeCommand.Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    footer = {
      "",
      "portprobe COMMAND --help prints the options of a command, with examples.",
      "",
      "Examples:",
      "  portprobe check db:5432 udp://ns1:53 https://www.example.com",
      "  portprobe wait db:5432 --for 60s -- ./server",
      "  portprobe scan 10.0.0.0/24 22,80,443 --html scan.html",
      "  portprobe contract check connectivity.yaml",
      "  portprobe domain ad.example",
      "  portprobe host server01",
      "  portprobe local --port 8080"
    })
public final class PortprobeCommand {
  private static final List<Subcommand> SUBCOMMANDS =
      List.of(
          new Subcommand("check", CheckCommand::new),
          new Subcommand("wait", WaitCommand::new),
          new Subcommand("domain", DomainCommand::new),
          new Subcommand("scan", ScanCommand::new),
          new Subcommand("contract", ContractCommand::commandLine),
          new Subcommand("page", PageCommand::new),
          new Subcommand("local", LocalCommand::new),
          new Subcommand("host", HostCommand::new));

  private PortprobeCommand() {}

  /** A subcommand, which picocli describes by reflection. */
  private record Subcommand(String name, Function<Environment, Object> factory) {}

  /** The version, from the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"portprobe " + Environment.version()};
    }
  }

  /**
   * Returns the command line with all subcommands, which also describes the command for completion
   * and man pages.
   */
  public static CommandLine commandLine(Environment environment) {
    return commandLine(environment, SUBCOMMANDS);
  }

  private static CommandLine commandLine(Environment environment, List<Subcommand> subcommands) {
    CommandLine commandLine = new CommandLine(new PortprobeCommand());
    subcommands.forEach(each -> commandLine.addSubcommand(each.factory().apply(environment)));
    return configured(commandLine, environment);
  }

  private static CommandLine configured(CommandLine commandLine, Environment environment) {
    Ansi colour = environment.isColourWanted() ? Ansi.ON : Ansi.OFF;
    Charset charset = environment.charset();
    ErrorHandlers handlers = new ErrorHandlers(environment);
    return commandLine
        .setOut(new PrintWriter(environment.out(), true, charset))
        .setErr(new PrintWriter(environment.err(), true, charset))
        .setColorScheme(CommandLine.Help.defaultColorScheme(colour))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler(handlers)
        .setExecutionExceptionHandler(handlers);
  }

  /**
   * Runs the command.
   *
   * @param arguments see {@code --help}
   * @return the exit code, see {@link ExitCodes}
   */
  public static int run(Environment environment, String... arguments) {
    CommandLine commandLine = commandLine(environment, needed(arguments));
    if (arguments.length == 0) {
      commandLine.usage(commandLine.getErr());
      return ExitCodes.USAGE;
    }
    int exitCode = commandLine.execute(arguments);
    return commandLine.getOut().checkError() ? outputFailed(environment) : exitCode;
  }

  /** Returns the exit code of a help text that was not written. */
  private static int outputFailed(Environment environment) {
    if (environment.outPipe().getAsBoolean()) {
      return ExitCodes.PIPE_CLOSED;
    }
    environment.report("standard output cannot be written");
    return ExitCodes.INPUT_OUTPUT;
  }

  /** Returns the subcommand that the first argument names, otherwise all for help and messages. */
  private static List<Subcommand> needed(String... arguments) {
    for (Subcommand each : SUBCOMMANDS) {
      if (arguments.length > 0 && arguments[0].equals(each.name())) {
        return List.of(each);
      }
    }
    return SUBCOMMANDS;
  }

  /** Runs the command on the streams of this process. */
  public static int ofProcess(String... arguments) {
    return run(Environment.ofProcess(arguments), arguments);
  }

  /** Runs the command without input, and discards its output. */
  public static int withoutStreams(String... arguments) {
    return run(Environment.ofProcess(arguments).withoutStreams(), arguments);
  }
}
