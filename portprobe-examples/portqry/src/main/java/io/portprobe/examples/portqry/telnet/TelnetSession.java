package io.portprobe.examples.portqry.telnet;

import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.console.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.commons.net.telnet.TelnetClient;

/** The conversation over an open connection. */
final class TelnetSession {
  /** How often the reader looks whether the user has quit. */
  static final Duration POLL = Duration.ofMillis(100);

  private static final int PART = 8_192;

  private final TelnetClient client;
  private final TypedInput input;
  private final ReceivedOutput output;
  private final PrintStream out;
  private final Duration silence;

  TelnetSession(
      TelnetClient client, InputStream in, PrintStream out, String status, Duration silence) {
    this.client = client;
    this.input = new TypedInput(in, client.getOutputStream(), out, status);
    this.output = new ReceivedOutput(out);
    this.out = out;
    this.silence = silence;
  }

  /**
   * Runs until the user quits, the peer closes the connection, or the input has ended and the peer
   * is silent.
   *
   * @return the exit code
   */
  int run() {
    Thread typing = new Thread(input::run, "telnet-input");
    typing.setDaemon(true);
    typing.start();
    String end = receive();
    output.end();
    if (!end.isEmpty()) {
      out.println(end);
    }
    return output.isBroken() ? ExitCode.OUTPUT : ExitCode.LISTENING;
  }

  /** Prints what is received, and returns the line about the end of the connection. */
  private String receive() {
    byte[] part = new byte[PART];
    InputStream in = client.getInputStream();
    long lastEvent = System.nanoTime();
    while (true) {
      try {
        int length = in.read(part);
        if (length < 0) {
          length =
              in.read(part); // Commons Net returns -1 on a timeout, and throws in the next call
        }
        if (length < 0) {
          return "Connection to host lost.";
        }
        output.print(part, length);
        lastEvent = System.nanoTime();
        if (output.isBroken()) {
          return "";
        }
      } catch (SocketTimeoutException e) {
        if (input.hasQuit()) {
          return "";
        }
        if (!input.hasEnded()) {
          lastEvent = System.nanoTime();
        } else if (System.nanoTime() - lastEvent >= silence.toNanos()) {
          return "";
        }
      } catch (IOException e) {
        return "Connection to host lost: " + Messages.message(e);
      }
    }
  }
}
