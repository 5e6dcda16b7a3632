package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of endpoints from a file or standard input, in UTF-8. Empty lines and comments, which begin
 * with {@code #} at the beginning or after a blank, are skipped. Confined to one thread.
 */
public final class EndpointInput implements Closeable {
  private static final int LONGEST_LINE = 4_096;

  private final BufferedReader in;
  private final String name;
  private int line;

  /**
   * A line that is not empty.
   *
   * @param origin for messages, for example {@code "hosts.txt:7"}
   * @param text the line without comment and surrounding blanks
   */
  public record Line(String origin, String text) {}

  private EndpointInput(InputStream in, String name) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.name = name;
  }

  /** Opens standard input. */
  public static EndpointInput standardInput(Environment environment) {
    return new EndpointInput(environment.in(), "standard input");
  }

  /**
   * Opens a file.
   *
   * @throws CommandException if it cannot be read
   */
  public static EndpointInput file(Path file) throws CommandException {
    try {
      return new EndpointInput(Files.newInputStream(file), file.toString());
    } catch (IOException e) {
      throw CommandException.unreadable(file, e);
    }
  }

  /**
   * Reads the next line that has an endpoint. Blocks until there is one.
   *
   * @return empty at the end of the input
   */
  public Optional<Line> next() throws CommandException {
    try {
      for (String text = readLine(); text != null; text = readLine()) {
        String endpoint = text.replaceFirst("(^|\\s)#.*", "").strip();
        if (!endpoint.isEmpty()) {
          return Optional.of(new Line(name + ":" + line, endpoint));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandException(
          ExitCodes.INPUT_OUTPUT, name + " cannot be read: " + Failures.reason(e));
    }
  }

  /** Returns the next line, of which at most 4096 characters are kept; null at the end. */
  private @Nullable String readLine() throws IOException {
    int next = in.read();
    if (next < 0) {
      return null;
    }
    line++;
    StringBuilder text = new StringBuilder();
    while (next >= 0 && next != '\n') {
      if (text.length() < LONGEST_LINE) {
        text.append((char) next);
      }
      next = in.read();
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
