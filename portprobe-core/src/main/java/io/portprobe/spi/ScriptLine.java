package io.portprobe.spi;

import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a {@link ProtocolScript}. */
sealed interface ScriptLine {
  /** Returns whether the line is allowed over TCP only. */
  default boolean isTcpOnly() {
    return false;
  }

  /** Bytes to send. */
  record Send(ByteBuffer bytes) implements ScriptLine {}

  /** Text to send, in which names in braces are replaced by values. */
  record SendText(String text) implements ScriptLine {
    static final String HOST = "host";
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9]*)}");

    /** Returns the text with values, each without line ends and control characters. */
    byte[] bytes(Function<String, String> values) {
      return PLACE
          .matcher(text)
          .replaceAll(
              place -> {
                return Matcher.quoteReplacement(withoutControls(values.apply(place.group(1))));
              })
          .getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutControls(String value) {
      return value
          .codePoints()
          .filter(codePoint -> !SafeText.isControl(codePoint))
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }

    static boolean isPlain(String text) {
      return !PLACE.matcher(text).find();
    }

    List<String> names() {
      return PLACE.matcher(text).results().map(place -> place.group(1)).toList();
    }
  }

  /** A TLS handshake. */
  record StartTls() implements ScriptLine {
    @Override
    public boolean isTcpOnly() {
      return true;
    }
  }

  /** The unit of received data that {@link Expect} matches. */
  enum Unit {
    /** A line, or a datagram. */
    LINE,
    /** The first line that matches. */
    LAST_LINE,
    /** All lines of a reply whose last line has a space after its code. */
    REPLY,
    /** A number of bytes. */
    BYTES,
    /** Text that no line end has to follow. */
    PROMPT
  }

  /**
   * Data to expect.
   *
   * @param pattern the expression for the whole unit
   * @param unit the unit
   * @param count the number of bytes, for {@link Unit#BYTES}
   * @param names the names of the groups in the expression
   * @param optional the number of following lines to skip if this one does not match; 0 if it must
   */
  record Expect(Pattern pattern, Unit unit, int count, List<String> names, int optional)
      implements ScriptLine {
    private static final Pattern NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    static Expect of(Pattern pattern, Unit unit, int count) {
      return new Expect(pattern, unit, count, names(pattern), 0);
    }

    /** Returns the line as the first of an optional part. */
    Expect orSkip(int following) {
      return new Expect(pattern, unit, count, names, following);
    }

    /** Returns the names of the groups, without text that looks like a group but is quoted. */
    private static List<String> names(Pattern pattern) {
      Matcher nothing = Pattern.compile("|" + pattern.pattern(), pattern.flags()).matcher("");
      if (!nothing.matches()) {
        throw new IllegalStateException("an empty alternative matches nothing");
      }
      return NAME.matcher(pattern.pattern())
          .results()
          .map(name -> name.group(1))
          .distinct()
          .filter(name -> isGroup(nothing, name))
          .toList();
    }

    private static boolean isGroup(Matcher matcher, String name) {
      try {
        return matcher.start(name) <= 0;
      } catch (IllegalArgumentException e) {
        return false; // "No group with name"
      }
    }

    @Override
    public boolean isTcpOnly() {
      return unit != Unit.LINE || optional > 0;
    }

    @Override
    public String toString() {
      return switch (unit) {
        case LINE, LAST_LINE -> "a line like " + pattern;
        case REPLY -> "a reply like " + pattern;
        case BYTES -> count + " bytes like " + pattern;
        case PROMPT -> "a prompt like " + pattern;
      };
    }
  }
}
