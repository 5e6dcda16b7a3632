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

/** Follows a {@link ProtocolScript} with one peer. */
final class ScriptedDialogue implements Dialogue {
  static final int LONGEST_LINE = 4096;
  private static final int MOST_HEARD = 64 << 10;
  private static final int MOST_SKIPPED = 1000;

  private final ProtocolScript.Parts script;
  private final boolean datagrams;
  private final List<String> heard = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private Optional<TlsInfo> tls = Optional.empty();
  private byte[] waiting = new byte[0]; // came, and not looked at yet
  private int total;
  private int skipped;
  private int at;

  ScriptedDialogue(ProtocolScript.Parts script, Transport transport) {
    this.script = script;
    this.datagrams = transport == Transport.UDP;
  }

  @Override
  public Step start() {
    return goOn();
  }

  @Override
  public Step secured(TlsInfo facts) {
    tls = Optional.of(facts);
    return goOn();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    int count = bytes.remaining();
    total += count;
    if (total > MOST_HEARD && !datagrams) {
      return Step.mismatch(
          "expected " + expectation() + ", and got more than " + MOST_HEARD + " bytes");
    }
    int kept = datagrams ? 0 : waiting.length;
    waiting = Arrays.copyOf(datagrams ? new byte[0] : waiting, kept + count);
    bytes.get(waiting, kept, count);
    return goOn();
  }

  @Override
  public Step closed() {
    String rest =
        waiting.length == 0 ? "" : " behind " + SafeText.quote(text(waiting, waiting.length));
    return Step.mismatch("expected " + expectation() + ", and the stream ended" + rest);
  }

  @Override
  public Optional<Finding> partial() {
    return heard.isEmpty() ? Optional.empty() : Optional.of(finding(false));
  }

  /** Does what can be done without more bytes. */
  private Step goOn() {
    while (at < script.lines().size()) {
      ScriptLine line = script.lines().get(at);
      if (line instanceof ScriptLine.Say say) {
        at++;
        return new Step.Send(say.bytes(), goOn());
      }
      if (line instanceof ScriptLine.Secure) {
        at++;
        waiting = new byte[0];
        return Step.startTls();
      }
      Step step = hear((ScriptLine.Hear) line);
      if (step != null) {
        return step;
      }
    }
    return Step.finish(finding(true));
  }

  /** Takes what is expected; null if it was there. */
  private @Nullable Step hear(ScriptLine.Hear line) {
    String unit = unit(line);
    if (unit == null) {
      return waiting.length <= LONGEST_LINE
          ? Step.await()
          : Step.mismatch(
              "expected " + line + ", and got one of more than " + LONGEST_LINE + " bytes");
    }
    Matcher matcher = line.pattern().matcher(unit);
    if (matcher.matches()) {
      at++;
      heard.add(unit);
      for (String name : line.names()) {
        if (matcher.group(name) != null) {
          values.put(name, matcher.group(name));
        }
      }
      return null;
    }
    if (datagrams) {
      return Step.await(); // it may be an answer to somebody else
    }
    return line.unit() == ScriptLine.Unit.LAST_LINE && ++skipped <= MOST_SKIPPED
        ? null
        : Step.mismatch("expected " + line + ", and got " + SafeText.quote(unit));
  }

  private @Nullable String unit(ScriptLine.Hear line) {
    if (datagrams) {
      return datagram();
    }
    return line.unit() == ScriptLine.Unit.BYTES ? bytes(line.count()) : line();
  }

  private @Nullable String datagram() {
    if (waiting.length == 0) {
      return null;
    }
    return take(waiting.length, waiting.length, StandardCharsets.UTF_8);
  }

  private @Nullable String bytes(int count) {
    return waiting.length < count ? null : take(count, count, StandardCharsets.ISO_8859_1);
  }

  private @Nullable String line() {
    for (int i = 0; i < Math.min(waiting.length, LONGEST_LINE); i++) {
      if (waiting[i] == '\n') {
        int end = i > 0 && waiting[i - 1] == '\r' ? i - 1 : i;
        return take(end, i + 1, StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private String take(int length, int consumed, Charset charset) {
    String text = new String(waiting, 0, length, charset);
    waiting = Arrays.copyOfRange(waiting, consumed, waiting.length);
    return text;
  }

  private Finding finding(boolean complete) {
    return script
        .finding()
        .apply(new DefaultScriptFinding(script.name(), heard, values, complete, tls));
  }

  private String expectation() {
    return script.lines().stream()
        .skip(at)
        .filter(ScriptLine.Hear.class::isInstance)
        .findFirst()
        .map(ScriptLine::toString)
        .orElse("nothing");
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
