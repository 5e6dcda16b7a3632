package io.portprobe.spi;

import io.portprobe.Transport;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The dialogue of a {@link ScriptedProtocol} with one peer. Not thread-safe. */
final class ScriptedDialogue implements Dialogue {
  static final int MAX_LINE = 4096;
  private static final int MAX_RECEIVED = 64 << 10;
  private static final int MAX_SKIPPED = 1000;

  /** The length of a reply code; a hyphen after it announces another line. */
  private static final int REPLY_CODE = 3;

  private final ProtocolScript.Parts script;
  private final String host;
  private final boolean datagrams;
  private final List<String> received = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private Optional<TlsInfo> tls = Optional.empty();
  private byte[] pending = new byte[0]; // received, not yet matched
  private int total;
  private int skipped;
  private int at;
  private boolean ended; // the peer closed its side

  ScriptedDialogue(ProtocolScript.Parts script, DialogueContext context) {
    this.script = script;
    this.host = context.host();
    this.datagrams = context.transport() == Transport.UDP;
  }

  private String value(String name) {
    return name.equals(ScriptLine.SendText.HOST) ? host : values.getOrDefault(name, "");
  }

  @Override
  public Step start() {
    return proceed();
  }

  @Override
  public Step secured(TlsInfo info) {
    tls = Optional.of(info);
    return proceed();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    int count = bytes.remaining();
    total += count;
    if (total > MAX_RECEIVED && !datagrams) {
      return Step.mismatch(
          "expected " + expectation() + ", received more than " + MAX_RECEIVED + " bytes");
    }
    int kept = datagrams ? 0 : pending.length;
    pending = Arrays.copyOf(datagrams ? new byte[0] : pending, kept + count);
    bytes.get(pending, kept, count);
    return proceed();
  }

  /** Takes what remains as the last line, which has no line end. */
  @Override
  public Step closed() {
    String rest =
        pending.length == 0 ? "" : " after " + SafeText.quote(text(pending, pending.length));
    String mismatch = "expected " + expectation() + ", but the peer closed the connection" + rest;
    ended = true;
    return pending.length > 0 && proceed() instanceof Step.Finish finish
        ? finish
        : Step.mismatch(mismatch);
  }

  @Override
  public Optional<Finding> partial() {
    return received.isEmpty() ? Optional.empty() : Optional.of(finding(false));
  }

  /** Returns the next step that needs no more bytes. */
  private Step proceed() {
    while (at < script.lines().size()) {
      ScriptLine line = script.lines().get(at);
      if (line instanceof ScriptLine.Send send) {
        at++;
        return Step.send(send.bytes(), proceed());
      }
      if (line instanceof ScriptLine.SendText text) {
        at++;
        return Step.send(text.bytes(this::value), proceed());
      }
      if (line instanceof ScriptLine.StartTls) {
        at++;
        return pending.length == 0
            ? Step.startTls()
            : Step.mismatch("the peer sent data before the TLS handshake"); // RFC 7457 section 2.2
      }
      Step step = match((ScriptLine.Expect) line);
      if (step != null) {
        return step;
      }
    }
    return Step.finish(finding(true));
  }

  /** Matches the next unit. Returns null if it matches, and the next step otherwise. */
  private @Nullable Step match(ScriptLine.Expect line) {
    if (line.unit() == ScriptLine.Unit.PROMPT) {
      return matchPrompt(line);
    }
    String unit = unit(line);
    if (unit == null) {
      return pending.length <= MAX_LINE
          ? Step.await()
          : Step.mismatch(
              "expected " + line + ", received a line of more than " + MAX_LINE + " bytes");
    }
    Matcher matcher = line.pattern().matcher(unit);
    if (matcher.matches()) {
      accept(line, matcher, unit);
      return null;
    }
    if (datagrams) {
      return Step.await("expected " + line + ", received " + SafeText.quote(unit)); // unrelated
    }
    if (line.optional() > 0) {
      received.add(unit);
      at += 1 + line.optional();
      return null;
    }
    return line.unit() == ScriptLine.Unit.LAST_LINE && ++skipped <= MAX_SKIPPED
        ? null
        : Step.mismatch("expected " + line + ", received " + SafeText.quote(unit));
  }

  /** Matches the beginning of what has been received. */
  private @Nullable Step matchPrompt(ScriptLine.Expect line) {
    int length = Math.min(pending.length, MAX_LINE);
    String text = new String(pending, 0, length, StandardCharsets.ISO_8859_1);
    Matcher matcher = line.pattern().matcher(text);
    if (matcher.lookingAt() && matcher.end() > 0) {
      accept(line, matcher, take(matcher.end(), matcher.end(), StandardCharsets.ISO_8859_1));
      return null;
    }
    return matcher.hitEnd() && length < MAX_LINE
        ? Step.await()
        : Step.mismatch("expected " + line + ", received " + SafeText.quote(text));
  }

  private void accept(ScriptLine.Expect line, Matcher matcher, String unit) {
    boolean continues =
        line.unit() == ScriptLine.Unit.REPLY
            && unit.length() > REPLY_CODE
            && unit.charAt(REPLY_CODE) == '-';
    at += continues ? 0 : 1;
    received.add(unit);
    for (String name : line.names()) {
      if (matcher.group(name) != null) {
        values.put(name, matcher.group(name));
      }
    }
  }

  private @Nullable String unit(ScriptLine.Expect line) {
    if (datagrams) {
      return datagram();
    }
    return line.unit() == ScriptLine.Unit.BYTES ? bytes(line.count()) : line();
  }

  private @Nullable String datagram() {
    if (pending.length == 0) {
      return null;
    }
    return take(pending.length, pending.length, StandardCharsets.UTF_8);
  }

  private @Nullable String bytes(int count) {
    return pending.length < count ? null : take(count, count, StandardCharsets.ISO_8859_1);
  }

  private @Nullable String line() {
    for (int i = 0; i < Math.min(pending.length, MAX_LINE); i++) {
      if (pending[i] == '\n') {
        int end = i > 0 && pending[i - 1] == '\r' ? i - 1 : i;
        return take(end, i + 1, StandardCharsets.UTF_8);
      }
    }
    if (ended && pending.length > 0 && pending.length <= MAX_LINE) {
      return take(pending.length, pending.length, StandardCharsets.UTF_8);
    }
    return null;
  }

  private String take(int length, int consumed, Charset charset) {
    String text = new String(pending, 0, length, charset);
    pending = Arrays.copyOfRange(pending, consumed, pending.length);
    return text;
  }

  private Finding finding(boolean complete) {
    var plain = new DefaultScriptFinding(script.name(), received, values, complete, tls);
    return script
        .finding()
        .apply(script.volatileReceived() ? new VolatileScriptFinding(plain) : plain);
  }

  private String expectation() {
    return script.lines().stream()
        .skip(at)
        .filter(ScriptLine.Expect.class::isInstance)
        .findFirst()
        .map(ScriptLine::toString)
        .orElse("nothing");
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
