package io.portprobe.spi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of a {@link ProtocolScript}. */
sealed interface ScriptLine {
  /** Whether it makes sense on a stream only. */
  default boolean isForStreams() {
    return false;
  }

  /** Bytes to send. */
  record Say(ByteBuffer bytes) implements ScriptLine {}

  /** TLS to start. */
  record Secure() implements ScriptLine {
    @Override
    public boolean isForStreams() {
      return true;
    }
  }

  /** What {@link Hear} looks at. */
  enum Unit {
    /** A line, or a datagram. */
    LINE,
    /** The first line that matches. */
    LAST_LINE,
    /** A number of bytes. */
    BYTES
  }

  /** Something to expect; the count is that of {@link Unit#BYTES}, the names are of its groups. */
  record Hear(Pattern pattern, Unit unit, int count, List<String> names) implements ScriptLine {
    private static final Pattern NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    static Hear of(Pattern pattern, Unit unit, int count) {
      return new Hear(pattern, unit, count, names(pattern));
    }

    /** The names of the groups; what only looks like one, in a quotation say, is none. */
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
    public boolean isForStreams() {
      return unit != Unit.LINE;
    }

    @Override
    public String toString() {
      return (unit == Unit.BYTES ? count + " bytes like " : "a line like ") + pattern;
    }
  }
}
