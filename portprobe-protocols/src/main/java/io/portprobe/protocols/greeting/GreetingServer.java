package io.portprobe.protocols.greeting;

import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What the findings of SMTP, POP3, IMAP, NNTP and FTP have in common. Texts are as the server sent
 * them, which may contain any character; {@link #lines()} has them escaped. Immutable and
 * thread-safe. Implemented by portprobe only.
 */
public interface GreetingServer extends Finding {
  /**
   * Returns the lines of the greeting, with the reply code or status.
   *
   * @return an unmodifiable list of at least one line, without line ends
   */
  List<String> greeting();

  /**
   * Returns whether the greeting refuses the client, so that the client sent no command.
   *
   * @return true after a greeting such as {@code 554}, {@code 421}, {@code -ERR} or {@code * BYE}
   */
  boolean refused();

  /**
   * Returns the capabilities that the server lists: over TLS those after the handshake.
   *
   * @return an unmodifiable list in the order received, each with its parameters; empty if the
   *     server lists none
   */
  List<String> capabilities();

  /**
   * Returns the capabilities that the server listed before it started TLS.
   *
   * @return an unmodifiable list; empty unless {@link #startTls()} is {@link
   *     StartTlsOutcome#STARTED}
   */
  List<String> capabilitiesBeforeTls();

  /**
   * Returns whether TLS was started in the conversation, and why not.
   *
   * @return the outcome
   */
  StartTlsOutcome startTls();

  /**
   * Returns the result of the TLS handshake.
   *
   * @return empty if the conversation was in the clear
   */
  Optional<TlsSummary> tls();

  /**
   * Returns irregularities of the conversation.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();

  /**
   * Returns the parameters of a capability.
   *
   * @param name the name, case-insensitive, for example {@code "SIZE"}
   * @return the parameters, {@code ""} if it has none; empty if the server does not list the
   *     capability
   */
  default Optional<String> capability(String name) {
    for (String each : capabilities()) {
      String text = each.strip();
      if (text.regionMatches(true, 0, name, 0, name.length())
          && (text.length() == name.length() || text.charAt(name.length()) == ' ')) {
        return Optional.of(text.substring(name.length()).strip());
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the greeting, the capabilities, the facts of the protocol, TLS and the notes.
   *
   * @return at least one line, without line breaks and control characters
   */
  @Override
  List<String> lines();
}
