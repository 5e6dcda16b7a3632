package io.portprobe.examples.portqry;

import io.portprobe.examples.portqry.console.Background;
import io.portprobe.examples.portqry.console.Console;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.LogFile;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.Output;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.console.Progress;
import io.portprobe.examples.portqry.console.Version;
import io.portprobe.examples.portqry.interactive.InteractiveMode;
import io.portprobe.examples.portqry.local.EscapeKey;
import io.portprobe.examples.portqry.local.LocalMode;
import io.portprobe.examples.portqry.options.ArgumentReader;
import io.portprobe.examples.portqry.options.Arguments;
import io.portprobe.examples.portqry.options.LocalArgumentReader;
import io.portprobe.examples.portqry.options.LocalRequest;
import io.portprobe.examples.portqry.options.Request;
import io.portprobe.examples.portqry.options.Syntax;
import io.portprobe.examples.portqry.services.BundledServices;
import io.portprobe.examples.portqry.services.ServiceNames;
import io.portprobe.examples.portqry.services.ServicesFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The command: parses arguments, prints text, returns an exit code. It throws nothing. */
final class Portqry {
  private static final Duration COMPUTER_NAME = Duration.ofSeconds(3);

  private final Environment environment;

  Portqry(Environment environment) {
    this.environment = environment;
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  int run(String... arguments) {
    PrintStream err = environment.console().err();
    try {
      return execute(List.of(arguments));
    } catch (PortqryException e) {
      err.println("portqry: " + e.getMessage());
      return e.exitCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("portqry: interrupted");
      return ExitCode.INTERNAL;
    } catch (RuntimeException | Error e) {
      err.println("portqry: " + Messages.internal(e));
      return ExitCode.INTERNAL;
    }
  }

  private int execute(List<String> arguments) throws PortqryException, InterruptedException {
    Arguments parsed = Arguments.parse(arguments);
    if (parsed.has(Syntax.HELP)) {
      Help.print(environment.out());
      return 0;
    }
    if (parsed.has(Syntax.VERSION)) {
      environment.out().println("portqry (portprobe) " + Version.text());
      return 0;
    }
    if (LocalArgumentReader.isLocal(parsed)) {
      return listLocal(LocalArgumentReader.read(parsed), arguments);
    }
    Request request = ArgumentReader.read(parsed);
    Optional<ServiceNames> own =
        request.services().isPresent()
            ? Optional.of(ServicesFile.read(request.services().get()))
            : Optional.empty();
    return run(request, own, ArgumentReader.isInteractive(parsed), arguments);
  }

  private int run(
      Request request, Optional<ServiceNames> own, boolean interactive, List<String> arguments)
      throws PortqryException, InterruptedException {
    Console console = environment.console();
    return print(
        openLog(request.log(), request.replaceLog(), arguments),
        request.quiet(),
        (output, progress) -> {
          QueryRunner queries =
              new QueryRunner(environment, BundledServices.load(), own, output, progress);
          return interactive
              ? new InteractiveMode(request, queries, console, output).run()
              : queries.run(request);
        });
  }

  /** Runs the local mode, which {@code -q} does not silence. */
  private int listLocal(LocalRequest request, List<String> arguments)
      throws PortqryException, InterruptedException {
    return print(
        openLog(request.log(), request.replaceLog(), arguments),
        false,
        (output, progress) -> {
          new LocalMode(
                  request,
                  environment.ports().get(),
                  output,
                  environment.clock(),
                  EscapeKey.of(environment.console()))
              .run();
          return ExitCode.LISTENING;
        });
  }

  /** A run that prints. */
  @FunctionalInterface
  private interface Work {
    /** Returns the exit code. */
    int run(Output output, Progress progress) throws PortqryException, InterruptedException;
  }

  private int print(Optional<LogFile> log, boolean quiet, Work work)
      throws PortqryException, InterruptedException {
    Console console = environment.console();
    Progress progress =
        new Progress(
            console.isErrorTerminal() && !quiet ? Optional.of(console.err()) : Optional.empty(),
            System::nanoTime);
    Output output =
        new Output(
            quiet ? Optional.empty() : Optional.of(environment.out()), log, console, progress);
    try {
      int exitCode = work.run(output, progress);
      output.end();
      return Math.max(exitCode, output.exitCode());
    } finally {
      output.abandon();
    }
  }

  private Optional<LogFile> openLog(Optional<Path> file, boolean mayReplace, List<String> arguments)
      throws PortqryException, InterruptedException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    LogFile log = LogFile.open(file.get(), mayReplace, environment.console());
    String computer =
        Background.within(
            COMPUTER_NAME, Background.start("name", environment.computer()), "unknown");
    try {
      log.head(Version.text(), environment.clock().get(), arguments, computer);
      return Optional.of(log);
    } catch (IOException e) {
      throw log.failed(e);
    }
  }
}
