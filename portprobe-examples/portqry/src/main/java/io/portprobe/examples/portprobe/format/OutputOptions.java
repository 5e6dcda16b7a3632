package io.portprobe.examples.portprobe.format;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.output.Destination;
import io.portprobe.examples.portprobe.output.ResultWriter;
import io.portprobe.examples.portprobe.output.RunInfo;
import io.portprobe.examples.portprobe.output.html.HtmlWriter;
import io.portprobe.examples.portprobe.output.text.TextWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that select the output. A picocli mixin. */
public final class OutputOptions {
  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable Formats formats;

  @Option(names = "--no-color", description = "Print text without colours, also on a terminal.")
  private boolean noColour;

  @Option(
      names = "--explain",
      description = "Print the whole story of each result: what was sent, received, and why.")
  private boolean explain;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the results to a file as one HTML page.")
  private @Nullable Path html;

  /** The formats of standard output: one of them. */
  static final class Formats {
    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Option(names = "--xml", description = "Print nmap's XML, at the end of the run.")
    private boolean xml;

    @Option(
        names = "--junit",
        description = "Print a JUnit report at the end of the run: a test case for each result.")
    private boolean junit;

    @Option(names = "--tap", description = "Print TAP 14: a test point for each result.")
    private boolean tap;

    private OutputFormat selected() {
      if (json) {
        return OutputFormat.JSON;
      }
      if (xml) {
        return OutputFormat.XML;
      }
      if (junit) {
        return OutputFormat.JUNIT;
      }
      return tap ? OutputFormat.TAP : OutputFormat.TEXT;
    }
  }

  /** Called by picocli. */
  public OutputOptions() {}

  /**
   * Opens the output of a run, and writes its beginning.
   *
   * @throws CommandException if a file cannot be created
   */
  public RunOutput open(Environment environment, RunInfo run) throws CommandException {
    return open(environment, run, TextWriter::new);
  }

  /**
   * Opens the output of a run whose rows have expectations.
   *
   * @throws CommandException if a file cannot be created
   */
  public RunOutput openExpectations(Environment environment, RunInfo run) throws CommandException {
    return open(environment, run, TextWriter::ofExpectations);
  }

  private RunOutput open(
      Environment environment, RunInfo run, Function<Destination, ResultWriter> text)
      throws CommandException {
    OutputFormat format = formats == null ? OutputFormat.TEXT : formats.selected();
    boolean colour = environment.isColourWanted() && !noColour;
    Destination standardOutput =
        new Destination(environment.out(), environment.charset(), colour, explain);
    ResultWriter writer =
        format == OutputFormat.TEXT ? text.apply(standardOutput) : format.open(standardOutput);
    return open(environment, run, List.of(RunOutput.Sink.standardOutput(writer)));
  }

  /**
   * Opens the output of a run that has text and JSON of a different form; the other formats have
   * rows.
   *
   * @param textAndJson writes text or JSON to standard output, see {@link #isJson()}
   * @throws CommandException if a file cannot be created
   */
  public RunOutput open(Environment environment, RunInfo run, ResultWriter textAndJson)
      throws CommandException {
    OutputFormat format = formats == null ? OutputFormat.TEXT : formats.selected();
    return format == OutputFormat.TEXT || format == OutputFormat.JSON
        ? open(environment, run, List.of(RunOutput.Sink.standardOutput(textAndJson)))
        : open(environment, run);
  }

  /**
   * Opens the output of a run that prints nothing on standard output.
   *
   * @throws CommandException if a file cannot be created
   */
  public RunOutput openQuiet(Environment environment, RunInfo run) throws CommandException {
    return open(environment, run, List.of());
  }

  private RunOutput open(Environment environment, RunInfo run, List<RunOutput.Sink> first)
      throws CommandException {
    List<RunOutput.Sink> sinks = new ArrayList<>(first);
    if (html != null) {
      sinks.add(RunOutput.Sink.file(new HtmlWriter(create(html)), html));
    }
    return RunOutput.begin(environment, run, sinks);
  }

  /** Returns whether the output is JSON. */
  public boolean isJson() {
    return formats != null && formats.json;
  }

  private static OutputStream create(Path file) throws CommandException {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }
}
