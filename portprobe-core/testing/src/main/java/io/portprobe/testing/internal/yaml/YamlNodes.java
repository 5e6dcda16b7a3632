package io.portprobe.testing.internal.yaml;

import io.portprobe.text.SafeText;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** An accessor of the YAML nodes that a file may contain. Errors name file and line. */
public final class YamlNodes {
  /** The maximum nesting: a valid contract needs less, but errors below it name a better line. */
  private static final int MAX_DEPTH = 8;

  private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);

  /** A beginning of a file of version 2, of which syntax errors name the column too. */
  private static final Pattern VERSION_2 =
      Pattern.compile("(?m)(?:^|[{,])\\s*[\"']?version[\"']?\\s*:\\s*2\\b");

  private final String file;
  private final int maxBytes;
  private final Placeholders placeholders;
  private final Failures failures;
  private boolean version2;

  /** A factory of the exceptions for invalid files. */
  public interface Failures {
    /**
     * Creates an exception.
     *
     * @param line at least 1
     * @param column at least 1, in code points
     * @param message the whole message
     * @param cause the cause, or null
     */
    IllegalArgumentException create(
        int line, int column, String message, @Nullable Throwable cause);

    /** Returns whether this factory creates such exceptions. */
    boolean isOwn(IllegalArgumentException e);
  }

  /**
   * Creates the accessor of one file.
   *
   * @param file the name for messages
   * @param maxBytes the maximum size of the file
   * @param failures creates the exceptions
   */
  public YamlNodes(String file, int maxBytes, Placeholders placeholders, Failures failures) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.placeholders = placeholders;
    this.failures = failures;
  }

  /** Returns whether the file has a version, so that it is not of version 1. */
  public boolean isVersion2() {
    return version2;
  }

  /** Returns the root node; empty if there is none. */
  public Optional<Node> root(String text) {
    version2 = VERSION_2.matcher(text).find();
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(maxBytes)
            .setBufferSize(
                text.length() + 1) // the reader fails if a buffer ends within a surrogate pair
            .build();
    try {
      checkBounds(parser(settings, text));
      Optional<Node> root = new Composer(settings, parser(settings, text)).getSingleNode();
      version2 = root.filter(YamlNodes::hasVersion).isPresent();
      return root;
    } catch (MarkedYamlEngineException e) {
      throw failure(e.getProblemMark(), e.getProblem() + " (expected: YAML)", e);
    } catch (ReaderException e) {
      throw unprintable(text, e);
    } catch (YamlEngineException e) {
      throw failure(Optional.empty(), e.getMessage() + " (expected: YAML)", e);
    }
  }

  private static boolean hasVersion(Node root) {
    return root instanceof MappingNode mapping
        && mapping.getValue().stream()
            .map(NodeTuple::getKeyNode)
            .anyMatch(key -> key instanceof ScalarNode name && name.getValue().equals("version"));
  }

  /** The classes for this in {@code api.lowlevel} are not exported by the module. */
  private static ParserImpl parser(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }

  /**
   * Checks the events before the tree is composed: the composer recurses for each level, and
   * aliases would let a small file expand to many ports.
   */
  private void checkBounds(Iterator<Event> events) {
    int depth = 0;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case SequenceStart, MappingStart -> depth++;
        case SequenceEnd, MappingEnd -> depth--;
        case Alias ->
            throw failure(event.getStartMark(), "an alias (expected: the value itself)", null);
        default -> {} // events that do not nest
      }
      if (depth > MAX_DEPTH) {
        throw failure(
            event.getStartMark(),
            "nested too deeply (expected: at most " + MAX_DEPTH + " levels)",
            null);
      }
    }
  }

  /** The exception of the parser does not contain the line of the character. */
  private IllegalArgumentException unprintable(String text, ReaderException e) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        break;
      }
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n' ? 1 : 0;
    }
    String problem =
        String.format(
            Locale.ROOT,
            "U+%04X (expected: printable characters, or an escape in double quotes)",
            e.getCodePoint());
    return failure(line, column, problem, e);
  }

  /** Returns the values of a mapping by name. Names are known and unique. */
  public Map<String, Node> mapping(Node node, Set<String> known) {
    return mapping(node, known, Set.of());
  }

  /**
   * Returns the values of a mapping by name. Names are known and unique.
   *
   * @param ofVersion2 names that only a file of version 2 has; the message about one of them names
   *     the version
   */
  public Map<String, Node> mapping(Node node, Set<String> known, Set<String> ofVersion2) {
    Map<String, Node> parts = new LinkedHashMap<>();
    pairs(node, "this")
        .forEach(
            (name, pair) -> {
              if (!known.contains(name)) {
                throw failure(
                    pair.getKeyNode(),
                    SafeText.quote(name)
                        + " (expected: "
                        + String.join(", ", known.stream().sorted().toList())
                        + (ofVersion2.contains(name)
                            ? "; " + SafeText.quote(name) + " needs the line 'version: 2'"
                            : "")
                        + ")");
              }
              parts.put(name, pair.getValueNode());
            });
    return parts;
  }

  /** Returns the pairs of a mapping by name. Names are unique. */
  public Map<String, NodeTuple> pairs(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, what, "NAME: VALUE");
    }
    Map<String, NodeTuple> parts = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = scalar(tuple.getKeyNode(), what, false);
      if (parts.put(name, tuple) != null) {
        throw failure(tuple.getKeyNode(), SafeText.quote(name) + " (expected: once)");
      }
    }
    return parts;
  }

  /** Returns the value of a required name. */
  public Node required(Node parent, Map<String, Node> parts, String name) {
    Node node = parts.get(name);
    if (node == null) {
      throw failure(parent, name + ": missing");
    }
    return node;
  }

  /** Returns the elements of a list. */
  public List<Node> list(Node node, String what, String expected) {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(node, what, expected);
    }
    return sequence.getValue();
  }

  /** Returns a text that is not empty; numbers, booleans and null are rejected. */
  public String text(Node node, String what) {
    String text = value(node, what, false);
    if (!isText(node.getTag())) {
      throw wrong(node, what, "text");
    }
    return text;
  }

  /** Returns a text with its placeholders replaced; numbers and booleans as they are written. */
  public String value(Node node, String what, boolean mayBeEmpty) {
    String written = scalar(node, what, true);
    String text;
    try {
      text = version2 ? placeholders.replace(written) : written;
    } catch (IllegalArgumentException e) {
      throw failure(node.getStartMark(), what + ": " + e.getMessage(), e);
    }
    YamlText.objection(text, mayBeEmpty)
        .ifPresent(
            expected -> {
              throw wrong(node, what, expected);
            });
    return text;
  }

  /** Returns a text as it is written. */
  private String scalar(Node node, String what, boolean mayBeEmpty) {
    if (!(node instanceof ScalarNode scalar) || !isValue(node.getTag())) {
      throw wrong(node, what, "text");
    }
    YamlText.objection(scalar.getValue(), mayBeEmpty)
        .ifPresent(
            expected -> {
              throw wrong(node, what, expected);
            });
    return scalar.getValue();
  }

  /** SnakeYAML gives a value that is one placeholder, without quotes, a separate tag. */
  private boolean isText(Tag tag) {
    return tag.equals(Tag.STR) || (version2 && tag.equals(Tag.ENV_TAG));
  }

  private boolean isValue(Tag tag) {
    return isText(tag) || tag.equals(Tag.BOOL) || NUMBERS.contains(tag);
  }

  /** Creates the exception for an unexpected value. */
  public IllegalArgumentException wrong(Node node, String what, String expected) {
    String found =
        node instanceof ScalarNode scalar
            ? SafeText.quote(scalar.getValue())
            : node instanceof SequenceNode ? "a list" : "names and values";
    return failure(node, what + ": " + found + " (expected: " + expected + ")");
  }

  /** Returns file and line of a node, for example {@code "connectivity.yaml:7"}. */
  public String origin(Node node) {
    return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  /** Returns whether an exception names file and line already. */
  boolean isLocated(IllegalArgumentException e) {
    return failures.isOwn(e);
  }

  /** Creates the exception for a defect at a node. */
  public IllegalArgumentException failure(Node node, String problem) {
    return failure(node.getStartMark(), problem, null);
  }

  /** Creates the exception for a defect at a node, found by another check. */
  public IllegalArgumentException failure(Node node, IllegalArgumentException cause) {
    return failure(node.getStartMark(), String.valueOf(cause.getMessage()), cause);
  }

  private IllegalArgumentException failure(
      Optional<Mark> mark, String problem, @Nullable Throwable cause) {
    return failure(
        mark.map(place -> place.getLine() + 1).orElse(1),
        mark.map(place -> place.getColumn() + 1).orElse(1),
        problem,
        cause);
  }

  /** The messages of files of version 1 keep their form, without the column. */
  private IllegalArgumentException failure(
      int line, int column, String problem, @Nullable Throwable cause) {
    String place = file + ":" + line + (version2 ? ":" + column : "");
    return failures.create(line, column, place + ": " + problem, cause);
  }
}
