package io.portprobe.examples.portqry.telnet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Sends what the user types, line by line, and executes the commands after the escape character.
 * Runs on a separate thread, because reading standard input cannot be interrupted.
 */
final class TypedInput {
  private enum State {
    OPEN,
    /** The user closed the connection. */
    QUIT,
    /** The input has ended, or can no longer be sent. */
    ENDED
  }

  /** CTRL+]. */
  static final int ESCAPE = 0x1d;

  private static final int LONGEST_LINE = 64 << 10;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final BufferedInputStream in;
  private final OutputStream peer;
  private final PrintStream out;
  private final String status;
  private volatile State state = State.OPEN;

  /**
   * Creates the input.
   *
   * @param status the line that the command {@code status} prints
   */
  TypedInput(InputStream in, OutputStream peer, PrintStream out, String status) {
    this.in = new BufferedInputStream(in);
    this.peer = peer;
    this.out = out;
    this.status = status;
  }

  /** Returns whether nothing more is sent. */
  boolean hasEnded() {
    return state != State.OPEN;
  }

  /** Returns whether the user closed the connection. */
  boolean hasQuit() {
    return state == State.QUIT;
  }

  /** Sends lines until the end of the input. A connection that is closed ends it, too. */
  void run() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (state == State.OPEN && readLine(line)) {
        byte[] bytes = line.toByteArray();
        if (bytes.length > 0 && bytes[0] == ESCAPE) {
          command(new String(bytes, 1, bytes.length - 1, StandardCharsets.ISO_8859_1));
        } else {
          peer.write(bytes);
          peer.write(LINE_END);
          peer.flush();
        }
      }
      peer.write(line.toByteArray()); // without a line end: as typed
      peer.flush();
    } catch (IOException e) {
      end(); // the reader of the connection reports why it ended
    } finally {
      end();
    }
  }

  /** Ends the input, unless the user has closed the connection. Called by the reading thread. */
  private void end() {
    if (state == State.OPEN) {
      state = State.ENDED;
    }
  }

  /**
   * Reads a line without its end. A line that is very long is sent in parts.
   *
   * @return false at the end of the input; the line then has what was typed after the last one
   */
  private boolean readLine(ByteArrayOutputStream line) throws IOException {
    line.reset();
    boolean carriageReturn = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return true;
      }
      if (carriageReturn) {
        line.write('\r');
      }
      carriageReturn = next == '\r';
      if (!carriageReturn) {
        line.write(next);
      }
      if (line.size() >= LONGEST_LINE) {
        peer.write(line.toByteArray());
        line.reset();
      }
    }
    if (carriageReturn) {
      line.write('\r');
    }
    return false;
  }

  private void command(String typed) throws IOException {
    String command = typed.strip();
    if (command.isEmpty()) {
      out.print("telnet> ");
      out.flush();
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      if (!readLine(line)) {
        state = State.QUIT;
        return;
      }
      command = line.toString(StandardCharsets.ISO_8859_1).strip();
    }
    switch (command.toLowerCase(Locale.ROOT)) {
      case "" -> {} // back to the connection
      case "quit", "q", "close", "c", "exit" -> state = State.QUIT;
      case "status", "st" -> out.println(status);
      case "help", "?" ->
          out.println("quit: ends the connection; status: shows it; empty line: continues");
      default -> out.println("Invalid command. Type help for a list of commands");
    }
    out.flush();
  }
}
