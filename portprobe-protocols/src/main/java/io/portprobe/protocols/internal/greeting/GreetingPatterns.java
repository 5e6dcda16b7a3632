package io.portprobe.protocols.internal.greeting;

import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts that only servers of one protocol send, as a greeting or in response to a foreign request.
 * The enum constants are the protocols.
 */
enum GreetingPatterns {
  /** SMTP; the enhanced status codes of RFC 3463 identify it too. */
  SMTP(
      "smtp",
      GreetingPatterns.CODE,
      "(?i)(220|421|554)[ -].*\\bE?SMTP\\b.*|(421|5[0-9][0-9])[ -][45][.][0-9]{1,3}[.][0-9]{1,3}"
          + " .*"),
  /** POP3; a refusal has a response code (RFC 2449 section 8). */
  POP3(
      "pop3",
      "(?i)([+]OK|-ERR)\\b.*",
      "(?i)[+]OK (.*\\bPOP.*|.*\\bready\\b.*|.*<[^<>@ ]{1,200}@[^<>@ ]{1,200}>.*)"
          + "|-ERR (\\[(SYS/|IN-USE|LOGIN-DELAY).*|.*\\bPOP.*)"),
  /** IMAP, without MUPDATE, which greets alike. */
  IMAP(
      "imap",
      "(?i)([*]|[A-Z0-9]{1,20}) (OK|NO|BAD|PREAUTH|BYE)\\b.*",
      "(?i)[*] (OK|PREAUTH|BYE)\\b(?! MUPDATE)(?=.*(IMAP|Dovecot)).*"
          + "|([*]|[A-Z0-9]{1,20}) BAD .*\\bIMAP.*"),
  /** NNTP; INN also refuses by the load of its machine. */
  NNTP(
      "nntp",
      GreetingPatterns.CODE,
      "(?i)(20[01]|400|502)[ -].*(\\bNNTP|\\bNNRP|InterNetNews|\\bnews ?server\\b).*"
          + "|400 load at [0-9.]{1,9}, try later"),
  /** FTP, without servers that name SMTP. */
  FTP(
      "ftp",
      GreetingPatterns.CODE,
      "(?i)(220|421|500|530)[ -](?!.*\\bE?SMTP\\b).*(FTP|FileZilla).*");

  private static final String CODE = "[1-5][0-9][0-9]([ -].*)?";
  private static final int MAX_LINES = 20;

  private final String service;
  private final Pattern firstLine;
  private final Pattern pattern;

  /**
   * Creates the patterns of a protocol.
   *
   * @param firstLine any first line of a server; other text may quote the greeting of one
   * @param pattern a line that only a server of the protocol sends
   */
  GreetingPatterns(String service, String firstLine, String pattern) {
    this.service = service;
    this.firstLine = Pattern.compile(firstLine);
    this.pattern = Pattern.compile(pattern);
  }

  /** Returns whether one of the first lines proves that a server speaks the protocol. */
  boolean matches(List<String> lines) {
    return lines.stream().limit(MAX_LINES).anyMatch(line -> pattern.matcher(line).matches());
  }

  /** Returns what the first bytes of a server show, empty if they do not prove the protocol. */
  Optional<ServiceFacts> recognise(ByteBuffer received) {
    String text = StandardCharsets.ISO_8859_1.decode(received.duplicate()).toString();
    List<String> lines = text.lines().limit(MAX_LINES).toList();
    return !lines.isEmpty() && firstLine.matcher(lines.get(0)).matches() && matches(lines)
        ? Optional.of(GreetingFacts.of(service, String.join(" ", lines)))
        : Optional.empty();
  }
}
