package io.portprobe.testing.internal.yaml;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A reader of typed values from YAML nodes. Errors name file, line and key. */
public final class YamlValues {
  private static final String DURATION_FORM = "a number, then ms, s, m or h, for example 2s";
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final YamlNodes nodes;

  public YamlValues(YamlNodes nodes) {
    this.nodes = nodes;
  }

  /** Returns true or false, or the default for a missing node. */
  public boolean flag(@Nullable Node node, String what, boolean standard) {
    if (node == null) {
      return standard;
    }
    String text = nodes.value(node, what, false);
    if (!text.equals("true") && !text.equals("false")) {
      throw nodes.wrong(node, what, "true or false");
    }
    return text.equals("true");
  }

  /** Returns a decimal number. */
  public int number(Node node, String what, int most) {
    String text = nodes.value(node, what, false);
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > most) {
      throw nodes.wrong(node, what, "0-" + most);
    }
    return Integer.parseInt(text);
  }

  /** Returns a duration; its range is checked elsewhere. */
  public Duration duration(Node node, String what) {
    Matcher matcher = DURATION.matcher(nodes.value(node, what, false));
    if (!matcher.matches()) {
      throw nodes.wrong(node, what, DURATION_FORM);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  /** Returns the constant of a word. */
  public <E extends Enum<E>> E word(Node node, String what, E[] constants) {
    String word = nodes.text(node, what);
    return Arrays.stream(constants)
        .filter(each -> YamlText.word(each).equals(word))
        .findFirst()
        .orElseThrow(() -> nodes.wrong(node, what, YamlText.words(constants)));
  }

  /** Returns the values of a list that is not empty, or the only value. */
  public List<Node> oneOrMore(Node node, String what) {
    List<Node> each = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    if (each.isEmpty()) {
      throw nodes.wrong(node, what, "at least one");
    }
    return each;
  }

  /** Returns one text or a list of texts, numbers and booleans as written; empty if missing. */
  public List<String> texts(@Nullable Node node, String what) {
    return node == null
        ? List.of()
        : oneOrMore(node, what).stream().map(each -> nodes.value(each, what, false)).toList();
  }

  /** Returns a list of texts, which may be empty. */
  public List<String> list(@Nullable Node node, String what) {
    return node == null
        ? List.of()
        : nodes.list(node, what, "a list of text").stream()
            .map(each -> nodes.value(each, what, false))
            .toList();
  }

  /** Returns names and values as text; empty if missing. */
  public Map<String, String> values(@Nullable Node node, String what) {
    Map<String, String> values = new LinkedHashMap<>();
    if (node != null) {
      nodes
          .pairs(node, what)
          .forEach((name, pair) -> values.put(name, nodes.value(pair.getValueNode(), name, true)));
    }
    return values;
  }

  /** Adds file and line to the message of an invalid value. */
  public <T> T located(Node node, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw nodes.isLocated(e) ? e : nodes.failure(node, e);
    }
  }
}
