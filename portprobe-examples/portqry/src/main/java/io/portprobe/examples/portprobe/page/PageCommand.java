package io.portprobe.examples.portprobe.page;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.output.ResultCounter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.RunSummary.Ending;
import io.portprobe.examples.portprobe.output.html.HtmlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The subcommand: one HTML page of the results of several runs. */
@Command(
    name = "page",
    description =
        "Writes one HTML page of the results of several runs. Results from several vantage points"
            + " are a matrix of sources and destinations. Sends nothing.",
    footer = {
      "",
      "The files are the output of portprobe check, scan or contract check with --json, or the"
          + " results of portprobe-examples/distributed. The vantage point of a result that names"
          + " none is the name of its file without the extension.",
      "",
      "The exit code is 0 if the page was written, and 78 if a file has an error.",
      "",
      "Examples:",
      "  portprobe contract check net.yaml --from web --json > web.jsonl",
      "  portprobe contract check net.yaml --from batch --json > batch.jsonl",
      "  portprobe page web.jsonl batch.jsonl --output network.html"
    })
public final class PageCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Results: JSON lines.")
  private List<Path> files = List.of();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The page. An existing file is overwritten.")
  private Path target = Path.of("");

  private final Environment environment;

  /** Called for picocli. */
  public PageCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws CommandException {
    StoredResults results = new StoredResults();
    for (Path file : files) {
      read(file, results);
    }
    if (results.size() == 0) {
      throw new CommandException(
          ExitCodes.CONFIGURATION, "FILE: no results (expected: at least one line of a result)");
    }
    RunInfo run =
        new RunInfo("page", environment.arguments(), Environment.version(), results.started());
    ResultCounter counter = new ResultCounter();
    try (HtmlWriter page = new HtmlWriter(Files.newOutputStream(target))) {
      page.begin(run);
      results.write(page, counter);
      page.end(
          counter.summary(
              Ending.COMPLETE, results.started(), results.finished(), ExitCodes.AS_WANTED));
    } catch (IOException e) {
      throw CommandException.unwritable(target, e);
    }
    environment.report(target + ": " + results.size() + " results");
    return ExitCodes.AS_WANTED;
  }

  private static void read(Path file, StoredResults results) throws CommandException {
    try {
      results.add(file, vantagePoint(file));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCodes.CONFIGURATION, Failures.message(e));
    } catch (IOException e) {
      throw CommandException.unreadable(file, e);
    }
  }

  private static String vantagePoint(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
