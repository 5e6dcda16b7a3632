package io.portprobe.protocols.telnet;

import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What a Telnet server (RFC 854) sends before a login: the finding of the protocol {@code
 * "telnet"}, bound to tcp/23.
 *
 * <p>The client refuses every option, once, and collects the text until nothing was received for
 * one second. It sends nothing else. A server that negotiates no option is one if its text ends
 * with a login or password prompt. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface TelnetResult extends Finding {
  /**
   * Returns the options that the server negotiated, without repetitions.
   *
   * @return for example {@code "DO TERMINAL-TYPE"} or {@code "WILL ECHO"}, in the order received;
   *     unknown options by number
   */
  List<String> negotiation();

  /**
   * Returns the lines of text before the prompt, without blank ones at the beginning and the end.
   *
   * @return escaped lines; control sequences of terminals are escaped too
   */
  List<String> text();

  /**
   * Returns the text after the last line end.
   *
   * @return for example {@code "login:"}, escaped; empty if there is none
   */
  Optional<String> prompt();

  /**
   * Returns whether the server became silent or closed the connection.
   *
   * @return false if the text was cut, or the deadline passed before
   */
  boolean complete();
}
