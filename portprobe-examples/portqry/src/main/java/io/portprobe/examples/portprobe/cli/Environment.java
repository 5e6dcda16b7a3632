package io.portprobe.examples.portprobe.cli;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.examples.portqry.console.Version;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Everything a run uses of its process; a test supplies its own.
 *
 * @param in standard input
 * @param out standard output, unbuffered; its errors are those of the system
 * @param charset of text on standard output
 * @param err receives messages
 * @param outTerminal whether standard output is a terminal
 * @param errTerminal whether standard error is a terminal
 * @param outPipe returns whether standard output is a pipe or socket, whose reader may close it
 * @param variables environment variables
 * @param arguments the arguments of portprobe, for the record
 * @param commandFollows whether the launcher runs a command after this run, if it returns 0
 * @param signals the signals that end the process
 * @param clients creates the builder of the client of a run, which the run closes
 */
public record Environment(
    InputStream in,
    OutputStream out,
    Charset charset,
    PrintStream err,
    boolean outTerminal,
    boolean errTerminal,
    BooleanSupplier outPipe,
    Map<String, String> variables,
    List<String> arguments,
    boolean commandFollows,
    Signals signals,
    Supplier<ProbeClientBuilder> clients) {

  /** Returns the environment of this process. */
  public static Environment ofProcess(String... arguments) {
    return new Environment(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        StandardStreams.charset(),
        System.err,
        StandardStreams.isTerminal("portqry.out", 1),
        StandardStreams.isTerminal("portqry.err", 2),
        () -> StandardStreams.isPipe(1),
        System.getenv(),
        List.of(arguments),
        Boolean.getBoolean("portqry.commandFollows"),
        Signals.ofProcess(),
        ProbeClient::builder);
  }

  /** Returns a copy whose standard output is standard error. */
  public Environment onStandardError() {
    return new Environment(
        in,
        err,
        charset,
        err,
        errTerminal,
        errTerminal,
        () -> false,
        variables,
        arguments,
        commandFollows,
        signals,
        clients);
  }

  /** Returns an environment without input that discards all output. */
  public Environment withoutStreams() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return new Environment(
        InputStream.nullInputStream(),
        nowhere,
        charset,
        new PrintStream(nowhere),
        outTerminal,
        errTerminal,
        () -> false,
        variables,
        arguments,
        commandFollows,
        signals,
        clients);
  }

  /** Returns whether text on standard output has colours (https://no-color.org). */
  public boolean isColourWanted() {
    return outTerminal && variables.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb();
  }

  /** Returns whether standard error shows a progress line: a terminal that can clear a line. */
  public boolean isProgressWanted() {
    return errTerminal && !isDumb();
  }

  private boolean isDumb() {
    return variables.getOrDefault("TERM", "").equals("dumb");
  }

  /** Prints a message on standard error. */
  public void report(String sentence) {
    if (!sentence.isEmpty()) {
      err.println("portprobe: " + sentence);
      err.flush();
    }
  }

  /** Returns the version of portprobe. */
  public static String version() {
    return Version.text();
  }
}
