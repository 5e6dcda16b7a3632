package io.portprobe.examples.portqry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The person at the other end, if there is one: only a terminal is asked a question, and only a
 * terminal is shown progress.
 */
final class Console {
  private final InputStream in;
  private final PrintStream err;
  private final boolean asks;
  private final boolean watched;

  /**
   * Describes a console.
   *
   * @param in where answers come from
   * @param err where questions and progress go
   * @param asks whether somebody can answer: input and error output are a terminal
   * @param watched whether error output is a terminal
   */
  Console(InputStream in, PrintStream err, boolean asks, boolean watched) {
    this.in = in;
    this.err = err;
    this.asks = asks;
    this.watched = watched;
  }

  /**
   * The console of this process. The launcher knows best what is a terminal and says so in the
   * properties {@code portqry.in} and {@code portqry.err} ({@code tty} if it is one); without a
   * launcher Linux is asked, and elsewhere nothing counts as a terminal.
   */
  static Console ofProcess() {
    boolean in = isTerminal("portqry.in", 0);
    boolean err = isTerminal("portqry.err", 2);
    return new Console(System.in, System.err, in && err, err);
  }

  private static boolean isTerminal(String property, int descriptor) {
    String said = System.getProperty(property);
    if (said != null) {
      return said.equals("tty");
    }
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return file.startsWith("/dev/pts") || file.toString().startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Where sentences about trouble go. */
  PrintStream err() {
    return err;
  }

  /** Whether somebody watches error output. */
  boolean watched() {
    return watched;
  }

  /** Whether a question can be asked. */
  boolean asks() {
    return asks;
  }

  /** Asks; anything but a yes is a no, the end of input too. */
  boolean confirms(String question) throws IOException {
    err.print(question + " (y/n) ");
    err.flush();
    @Nullable String answer =
        new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
