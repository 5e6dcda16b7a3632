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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A builder of a protocol from lines to send and lines to expect. The finding contains the received
 * lines and the values of the named groups of the expressions.
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
 * <p>Over TCP, a line may have at most 4096 bytes, and a conversation 64 KiB. If a peer sends more,
 * the dialogue ends with a mismatch. A script has at most 100 elements: a method that adds one more
 * throws {@link IllegalArgumentException}. Not thread-safe, but the protocol that {@link #build()}
 * returns is.
 */
public final class ProtocolScript {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final int MAX_LINES = 100;
  private static final int MAX_SENT = 65_507;

  private final String name;
  private final Set<Binding> bindings = new LinkedHashSet<>();
  private final List<ScriptLine> lines = new ArrayList<>();
  private Function<ScriptFinding, Finding> finding = received -> received;
  private boolean volatileReceived;

  ProtocolScript(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1-32 lower-case letters, digits and hyphens)");
    }
    this.name = name;
  }

  /** The validated parts of a script. Immutable. */
  record Parts(
      String name,
      Set<Binding> bindings,
      List<ScriptLine> lines,
      boolean volatileReceived,
      Function<ScriptFinding, Finding> finding) {}

  /**
   * Adds a default TCP port.
   *
   * @param port 1 to 65535
   * @return this script
   * @throws IllegalArgumentException if the port is out of range
   */
  public ProtocolScript tcp(int port) {
    bindings.add(Binding.tcp(port));
    return this;
  }

  /**
   * Adds a default TCP port where TLS comes first.
   *
   * @param port 1 to 65535
   * @return this script
   * @throws IllegalArgumentException if the port is out of range
   */
  public ProtocolScript tls(int port) {
    bindings.add(Binding.tls(port));
    return this;
  }

  /**
   * Adds a default UDP port. The first line of the script must be a {@code send}.
   *
   * @param port 1 to 65535
   * @return this script
   * @throws IllegalArgumentException if the port is out of range
   */
  public ProtocolScript udp(int port) {
    bindings.add(Binding.udp(port));
    return this;
  }

  /**
   * Sends text. <code>${host}</code> in it is replaced by the host as the caller named it, and
   * <code>${name}</code> by the value of a named group of an earlier expression, without control
   * characters; empty if the group did not match.
   *
   * @param text sent as UTF-8, without a line end: include {@code "\r\n"} where the protocol needs
   *     it
   * @return this script
   * @throws IllegalArgumentException if the text is empty, has more than 65507 bytes, or names a
   *     group that no earlier expression has
   */
  public ProtocolScript send(String text) {
    if (ScriptLine.SendText.isPlain(text)) {
      return send(text.getBytes(StandardCharsets.UTF_8));
    }
    ScriptLine.SendText line = new ScriptLine.SendText(text);
    for (String place : line.names()) {
      if (!place.equals(ScriptLine.SendText.HOST) && !isGroup(place)) {
        throw new IllegalArgumentException(
            "text: ${" + place + "} (expected: ${host}, or a group of an earlier expression)");
      }
    }
    return line(line);
  }

  private boolean isGroup(String group) {
    return lines.stream()
        .anyMatch(
            line -> line instanceof ScriptLine.Expect expect && expect.names().contains(group));
  }

  /**
   * Sends bytes; over UDP one datagram.
   *
   * @param bytes 1 to 65507 bytes; copied
   * @return this script
   * @throws IllegalArgumentException if there are no bytes, or too many
   */
  public ProtocolScript send(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_SENT) {
      throw new IllegalArgumentException(
          "bytes: " + bytes.length + " (expected: 1-" + MAX_SENT + ")");
    }
    return line(new ScriptLine.Send(ByteBuffer.wrap(bytes.clone())));
  }

  /**
   * Expects a line over TCP: the bytes up to LF, without LF and a preceding CR. The end of the
   * stream ends the last line too. Over UDP expects a datagram. Another line means that the peer
   * does not speak the protocol. Another datagram is ignored, since it may be unrelated.
   *
   * @param pattern a regular expression for the whole line, decoded as UTF-8. {@link
   *     ScriptFinding#values()} contains the values of named groups
   * @return this script
   * @throws IllegalArgumentException if the expression is invalid
   */
  public ProtocolScript expect(String pattern) {
    return line(ScriptLine.Expect.of(Pattern.compile(pattern), ScriptLine.Unit.LINE, 0));
  }

  /**
   * Reads lines until one matches, at most 1000. TCP only.
   *
   * @param pattern as for {@link #expect(String)}
   * @return this script
   * @throws IllegalArgumentException if the expression is invalid
   */
  public ProtocolScript expectThrough(String pattern) {
    return line(ScriptLine.Expect.of(Pattern.compile(pattern), ScriptLine.Unit.LAST_LINE, 0));
  }

  /**
   * Expects a reply of one or more lines, as in SMTP and FTP (RFC 5321 section 4.2.1): a hyphen
   * after the code of three digits announces another line. The finding contains all lines. TCP
   * only.
   *
   * @param pattern a regular expression that each of the lines matches, for example {@code "250[
   *     -].*"}; otherwise as for {@link #expect(String)}
   * @return this script
   * @throws IllegalArgumentException if the expression is invalid
   */
  public ProtocolScript expectReply(String pattern) {
    return line(ScriptLine.Expect.of(Pattern.compile(pattern), ScriptLine.Unit.REPLY, 0));
  }

  /**
   * Adds a part that the peer may refuse, for example a start of TLS. The part begins with an
   * expectation. If what is received does not match that expectation, the finding contains it, and
   * the script continues after the part. TCP only.
   *
   * <pre>{@code
   * .send("STARTTLS\r\n")
   * .optional(part -> part.expect("220 .*").startTls().send("EHLO portprobe\r\n").expectReply("250[ -].*"))
   * .send("QUIT\r\n")
   * }</pre>
   *
   * @param part adds the lines of the part to this script
   * @return this script
   * @throws IllegalArgumentException if the part does not begin with an expectation other than
   *     {@link #expectPrompt} and {@link #expectThrough}
   */
  public ProtocolScript optional(Consumer<ProtocolScript> part) {
    int first = lines.size();
    part.accept(this);
    boolean begins =
        lines.size() > first + 1
            && lines.get(first) instanceof ScriptLine.Expect expect
            && expect.unit() != ScriptLine.Unit.PROMPT
            && expect.unit() != ScriptLine.Unit.LAST_LINE;
    if (!begins) {
      throw new IllegalArgumentException(
          "part: begins with no expectation, or has no other line (expected: expect(),"
              + " expectReply() or expectBytes(), then more)");
    }
    ScriptLine.Expect expect = (ScriptLine.Expect) lines.get(first);
    lines.set(first, expect.orSkip(lines.size() - first - 1));
    return this;
  }

  /**
   * Expects a number of bytes, for a protocol without lines. TCP only.
   *
   * @param count 1 to 4096
   * @param pattern a regular expression for all bytes, each decoded as one character (ISO 8859-1);
   *     a dot matches any byte
   * @return this script
   * @throws IllegalArgumentException if the count is out of range, or the expression is invalid
   */
  public ProtocolScript expectBytes(int count, String pattern) {
    if (count < 1 || count > ScriptedDialogue.MAX_LINE) {
      throw new IllegalArgumentException(
          "count: " + count + " (expected: 1-" + ScriptedDialogue.MAX_LINE + ")");
    }
    Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
    return line(ScriptLine.Expect.of(compiled, ScriptLine.Unit.BYTES, count));
  }

  /**
   * Expects a prompt, for example {@code "login: "}: text that no line end follows. The bytes that
   * have been received have to begin with it, and the next element of the script continues after
   * it. TCP only.
   *
   * @param pattern a regular expression for the prompt, decoded as ISO 8859-1; a dot matches any
   *     character, also a line end
   * @return this script
   * @throws IllegalArgumentException if the expression is invalid
   */
  public ProtocolScript expectPrompt(String pattern) {
    Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
    return line(ScriptLine.Expect.of(compiled, ScriptLine.Unit.PROMPT, 0));
  }

  /**
   * Starts TLS, as negotiated by the preceding lines. TCP only. Data that the peer sent after these
   * lines is a mismatch, since it may have been injected (RFC 7457 section 2.2). A script for ports
   * where TLS comes first has it in an {@link #optional} part only, which the server refuses there.
   *
   * @return this script
   */
  public ProtocolScript startTls() {
    return line(new ScriptLine.StartTls());
  }

  /**
   * Declares that the received lines differ between two probes of an unchanged server, for example
   * by a time, an id or a counter. Comparisons of two probes then use only the values of the named
   * groups. Default: they also use the received lines.
   *
   * @return this script
   * @see ServiceFacts#withVolatileComponents
   */
  public ProtocolScript volatileReceived() {
    volatileReceived = true;
    return this;
  }

  /**
   * Sets a function that converts the finding to another type. Default: no conversion.
   *
   * @param finding called at the end of a dialogue, complete or not; must not return null
   * @return this script
   */
  public ProtocolScript finding(Function<ScriptFinding, Finding> finding) {
    this.finding = Objects.requireNonNull(finding, "finding");
    return this;
  }

  /**
   * Creates the protocol. The script can be used again.
   *
   * @return a new protocol
   * @throws IllegalArgumentException if the script has no port, expects nothing, or has lines that
   *     its ports do not allow; the message names them
   */
  @CheckReturnValue
  public Protocol build() {
    return new ScriptedProtocol(this) {};
  }

  private ProtocolScript line(ScriptLine line) {
    if (lines.size() == MAX_LINES) {
      throw new IllegalArgumentException(
          "lines of '"
              + name
              + "': more than "
              + MAX_LINES
              + " (expected: at most "
              + MAX_LINES
              + ")");
    }
    lines.add(line);
    return this;
  }

  Parts parts() {
    check(!bindings.isEmpty(), "ports: none (expected: at least one of tcp(), tls() and udp())");
    check(
        lines.stream().anyMatch(ScriptLine.Expect.class::isInstance),
        "lines: no expect...() (expected: at least one)");
    if (bindings.stream().anyMatch(binding -> binding.transport() == Transport.UDP)) {
      check(
          lines.get(0) instanceof ScriptLine.Send || lines.get(0) instanceof ScriptLine.SendText,
          "lines: the first is no send() (expected: send() first over UDP)");
      check(
          lines.stream().noneMatch(ScriptLine::isTcpOnly),
          "lines: startTls(), expectBytes(), expectPrompt(), expectThrough(), expectReply() or"
              + " optional() (expected: none over UDP)");
    }
    check(
        bindings.stream().noneMatch(Binding::tls) || !hasStartTls(),
        "lines: startTls() (expected: none where TLS comes first)");
    return new Parts(name, Set.copyOf(bindings), List.copyOf(lines), volatileReceived, finding);
  }

  /** Returns whether TLS is started outside an optional part. */
  private boolean hasStartTls() {
    int optionalUntil = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof ScriptLine.Expect expect && expect.optional() > 0) {
        optionalUntil = Math.max(optionalUntil, i + 1 + expect.optional());
      }
      if (lines.get(i) instanceof ScriptLine.StartTls && i >= optionalUntil) {
        return true;
      }
    }
    return false;
  }

  private void check(boolean valid, String error) {
    if (!valid) {
      throw new IllegalArgumentException("the script of '" + name + "': " + error);
    }
  }

  @Override
  public String toString() {
    return "ProtocolScript[" + name + ", lines: " + lines.size() + "]";
  }
}
