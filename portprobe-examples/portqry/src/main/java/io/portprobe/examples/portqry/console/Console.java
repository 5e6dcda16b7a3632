package io.portprobe.examples.portqry.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The terminal of the user, if there is one: prompts and progress go to a terminal only. */
public final class Console {
  private static final int LONGEST_LINE = 4_096;

  private final BufferedReader in;
  private final PrintStream err;
  private final boolean interactive;
  private final boolean errorTerminal;

  /**
   * Creates a console.
   *
   * @param in the source of replies to prompts
   * @param err the destination of prompts and progress
   * @param interactive whether standard input and standard error are a terminal
   * @param errorTerminal whether standard error is a terminal that can clear a line
   */
  public Console(InputStream in, PrintStream err, boolean interactive, boolean errorTerminal) {
    this.in = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    this.err = err;
    this.interactive = interactive;
    this.errorTerminal = errorTerminal;
  }

  /**
   * Returns the console of this process. The launcher sets the properties {@code portqry.in} and
   * {@code portqry.err} to {@code tty} for a terminal. Without a launcher, Linux is queried through
   * {@code /proc}; on other systems nothing is treated as a terminal.
   */
  public static Console ofProcess() {
    boolean in = isTerminal("portqry.in", 0);
    boolean err = isTerminal("portqry.err", 2);
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Console(System.in, System.err, in && err, err && !dumb);
  }

  private static boolean isTerminal(String property, int descriptor) {
    String setting = System.getProperty(property);
    if (setting != null) {
      return setting.equals("tty");
    }
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return file.startsWith("/dev/pts") || file.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Returns the destination of error messages. */
  public PrintStream err() {
    return err;
  }

  /** Returns whether standard error is a terminal that can clear a line. */
  public boolean isErrorTerminal() {
    return errorTerminal;
  }

  /** Returns whether the user can reply to a prompt. */
  public boolean isInteractive() {
    return interactive;
  }

  /** Prompts for yes or no. End of input and any other reply mean no. */
  public boolean confirms(String prompt) throws IOException {
    err.print(prompt + " (y/n) ");
    err.flush();
    String reply = readLine().orElse("").strip().toLowerCase(Locale.ROOT);
    return reply.equals("y") || reply.equals("yes");
  }

  /**
   * Reads a line of the user, of at most 4096 characters; the rest of a longer line is skipped.
   *
   * @return the line without its end; empty at the end of the input
   */
  public Optional<String> readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (line.length() < LONGEST_LINE) {
        line.append((char) next);
      }
      next = in.read();
    }
    return Optional.of(line.toString());
  }
}
