package io.portprobe.spi;

import io.portprobe.CheckReturnValue;
import io.portprobe.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a simple protocol sends and expects, line by line, and where it is at home. The finding
 * keeps what was heard, and what the named groups of the expressions matched.
 *
 * <pre>{@code
 * Protocols.script("smtp")
 *     .tcp(25)
 *     .expect("220[ -].*")
 *     .send("EHLO portprobe\r\n")
 *     .expectThrough("250 .*")
 *     .send("QUIT\r\n")
 *     .build();
 * }</pre>
 *
 * <p>All is bounded: a line has at most 4096 bytes, a conversation 64 KiB; a peer that says more
 * does not speak the protocol. Not safe for use by several threads at once; what {@link #build()}
 * gives is.
 */
public final class ProtocolScript {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int MOST_LINES = 100;
  private static final int MOST_SENT = 65_507;

  private final String name;
  private final Set<Binding> home = new LinkedHashSet<>();
  private final List<ScriptLine> lines = new ArrayList<>();
  private Function<ScriptFinding, Finding> finding = heard -> heard;

  ProtocolScript(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1-32 lower-case letters, digits and hyphens)");
    }
    this.name = name;
  }

  /** The script as a protocol has it. */
  record Parts(
      String name,
      Set<Binding> home,
      List<ScriptLine> lines,
      Function<ScriptFinding, Finding> finding) {}

  /**
   * Adds a TCP port where the protocol is at home.
   *
   * @param port 1 to 65535
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public ProtocolScript tcp(int port) {
    home.add(Binding.tcp(port));
    return this;
  }

  /**
   * Adds a TCP port where the protocol is at home behind TLS.
   *
   * @param port 1 to 65535
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public ProtocolScript tls(int port) {
    home.add(Binding.tls(port));
    return this;
  }

  /**
   * Adds a UDP port where the protocol is at home. Such a script begins with something to send.
   *
   * @param port 1 to 65535
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public ProtocolScript udp(int port) {
    home.add(Binding.udp(port));
    return this;
  }

  /**
   * Sends text.
   *
   * @param text sent as UTF-8, as it is: a protocol of lines wants its {@code "\r\n"}
   * @return this
   * @throws IllegalArgumentException if it is empty, or has more than 65507 bytes
   */
  public ProtocolScript send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends bytes: over UDP one datagram.
   *
   * @param bytes 1 to 65507; copied
   * @return this
   * @throws IllegalArgumentException if there are none, or too many
   */
  public ProtocolScript send(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MOST_SENT) {
      throw new IllegalArgumentException(
          "bytes: " + bytes.length + " (expected: 1-" + MOST_SENT + ")");
    }
    return line(new ScriptLine.Say(ByteBuffer.wrap(bytes.clone())));
  }

  /**
   * Expects a line over TCP: what comes until LF, which is taken off, as is CR before it. Over UDP
   * expects a datagram. Another line means that the peer does not speak the protocol; another
   * datagram may be somebody else's, and the wait goes on.
   *
   * @param pattern a regular expression for the whole of it, taken as UTF-8. What named groups
   *     match is among {@link ScriptFinding#values()}
   * @return this
   * @throws IllegalArgumentException if the expression is not legal
   */
  public ProtocolScript expect(String pattern) {
    return line(ScriptLine.Hear.of(Pattern.compile(pattern), ScriptLine.Unit.LINE, 0));
  }

  /**
   * Reads lines until one matches, at most 1000. TCP only.
   *
   * @param pattern as {@link #expect(String)} has it
   * @return this
   * @throws IllegalArgumentException if the expression is not legal
   */
  public ProtocolScript expectThrough(String pattern) {
    return line(ScriptLine.Hear.of(Pattern.compile(pattern), ScriptLine.Unit.LAST_LINE, 0));
  }

  /**
   * Expects a number of bytes, for a protocol that is not one of lines. TCP only.
   *
   * @param count 1 to 4096
   * @param pattern a regular expression for all of them, each byte a character of the same number
   *     (ISO 8859-1); a dot matches any
   * @return this
   * @throws IllegalArgumentException if the count is out of range, or the expression not legal
   */
  public ProtocolScript expectBytes(int count, String pattern) {
    if (count < 1 || count > ScriptedDialogue.LONGEST_LINE) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 1-" + ScriptedDialogue.LONGEST_LINE + ")");
    }
    Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
    return line(ScriptLine.Hear.of(compiled, ScriptLine.Unit.BYTES, count));
  }

  /**
   * Starts TLS, as was agreed in the lines before. TCP only, and not on ports where TLS comes
   * first.
   *
   * @return this
   */
  public ProtocolScript startTls() {
    return line(new ScriptLine.Secure());
  }

  /**
   * Makes a finding of one's own type out of what was heard. Default: it stays as it is.
   *
   * @param finding called at the end of a conversation, complete or not; must not return null
   * @return this
   */
  public ProtocolScript finding(Function<ScriptFinding, Finding> finding) {
    this.finding = Objects.requireNonNull(finding, "finding");
    return this;
  }

  /**
   * Makes the protocol. The script may be used again.
   *
   * @return a new protocol
   * @throws IllegalArgumentException if it has no home, expects nothing, or has lines that do not
   *     go with its home; the message says which
   */
  @CheckReturnValue
  public Protocol build() {
    return new ScriptedProtocol(this) {};
  }

  private ProtocolScript line(ScriptLine line) {
    if (lines.size() == MOST_LINES) {
      throw new IllegalArgumentException("lines: more than " + MOST_LINES + " in '" + name + "'");
    }
    lines.add(line);
    return this;
  }

  Parts parts() {
    check(!home.isEmpty(), "home: none (expected: at least one of tcp(), tls() and udp())");
    check(
        lines.stream().anyMatch(ScriptLine.Hear.class::isInstance),
        "lines: nothing is expected (expected: at least one expect...())");
    if (home.stream().anyMatch(place -> place.transport() == Transport.UDP)) {
      check(lines.get(0) instanceof ScriptLine.Say, "lines: over UDP the first is a send()");
      check(
          lines.stream().noneMatch(ScriptLine::isForStreams),
          "lines: over UDP there is no startTls(), expectBytes() or expectThrough()");
    }
    check(
        home.stream().noneMatch(Binding::tls)
            || lines.stream().noneMatch(ScriptLine.Secure.class::isInstance),
        "lines: no startTls() where TLS comes first");
    return new Parts(name, Set.copyOf(home), List.copyOf(lines), finding);
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("the script of '" + name + "': " + otherwise);
    }
  }

  @Override
  public String toString() {
    return "ProtocolScript[" + name + ", lines: " + lines.size() + "]";
  }
}
