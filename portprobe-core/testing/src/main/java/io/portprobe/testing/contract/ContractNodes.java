package io.portprobe.testing.contract;

import io.portprobe.text.SafeText;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/** An accessor of the YAML nodes that a contract allows. Errors name file and line. */
final class ContractNodes {
  /** The maximum nesting: a valid contract needs less, but errors below it name a better line. */
  private static final int MAX_DEPTH = 8;

  private static final Set<Tag> NUMBERS = Set.of(Tag.INT, Tag.FLOAT);

  private final String file;

  ContractNodes(String file) {
    this.file = file;
  }

  /** Returns the root node; empty if there is none. */
  Optional<Node> root(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(ContractFile.MAX_BYTES)
            .setBufferSize(
                text.length() + 1) // the reader fails if a buffer ends within a surrogate pair
            .build();
    try {
      checkBounds(parser(settings, text));
      return new Composer(settings, parser(settings, text)).getSingleNode();
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(
          at(e.getProblemMark()) + ": " + e.getProblem() + " (expected: YAML)", e);
    } catch (ReaderException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s:%d: U+%04X (expected: printable characters, or an escape in double quotes)",
              file,
              lineOfUnprintable(text),
              e.getCodePoint()),
          e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage() + " (expected: YAML)", e);
    }
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
            throw new IllegalArgumentException(
                at(event.getStartMark()) + ": an alias (expected: the value itself)");
        default -> {} // events that do not nest
      }
      if (depth > MAX_DEPTH) {
        throw new IllegalArgumentException(
            at(event.getStartMark())
                + ": nested too deeply (expected: at most "
                + MAX_DEPTH
                + " levels)");
      }
    }
  }

  /** Returns the line of the character, which the exception of the parser does not contain. */
  private static int lineOfUnprintable(String text) {
    int line = 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        return line;
      }
      line += c == '\n' ? 1 : 0;
    }
    return line;
  }

  /** Returns the values of a mapping by name. Names are known and unique. */
  Map<String, Node> mapping(Node node, Set<String> known) {
    Map<String, Node> parts = new LinkedHashMap<>();
    pairs(node, "this")
        .forEach(
            (name, pair) -> {
              if (!known.contains(name)) {
                throw new IllegalArgumentException(
                    at(pair.getKeyNode())
                        + ": "
                        + SafeText.quote(name)
                        + " (expected: "
                        + String.join(", ", known.stream().sorted().toList())
                        + ")");
              }
              parts.put(name, pair.getValueNode());
            });
    return parts;
  }

  /** Returns the pairs of a mapping by name. Names are unique. */
  Map<String, NodeTuple> pairs(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, what, "NAME: VALUE");
    }
    Map<String, NodeTuple> parts = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = value(tuple.getKeyNode(), what, false);
      if (parts.put(name, tuple) != null) {
        throw new IllegalArgumentException(
            at(tuple.getKeyNode()) + ": " + SafeText.quote(name) + " (expected: once)");
      }
    }
    return parts;
  }

  /** Returns the value of a required name. */
  Node required(Node parent, Map<String, Node> parts, String name) {
    Node node = parts.get(name);
    if (node == null) {
      throw new IllegalArgumentException(at(parent) + ": " + name + ": missing");
    }
    return node;
  }

  /** Returns the elements of a list. */
  List<Node> list(Node node, String what, String expected) {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(node, what, expected);
    }
    return sequence.getValue();
  }

  /** Returns a text that is not empty; numbers, booleans and null are rejected. */
  String text(Node node, String what) {
    String text = value(node, what, false);
    if (!node.getTag().equals(Tag.STR)) {
      throw wrong(node, what, "text");
    }
    return text;
  }

  /** Returns a text; numbers and booleans as they are written. */
  String value(Node node, String what, boolean mayBeEmpty) {
    if (!(node instanceof ScalarNode scalar) || !isValue(node.getTag())) {
      throw wrong(node, what, "text");
    }
    ContractText.objection(scalar.getValue(), mayBeEmpty)
        .ifPresent(
            expected -> {
              throw wrong(node, what, expected);
            });
    return scalar.getValue();
  }

  private static boolean isValue(Tag tag) {
    return tag.equals(Tag.STR) || tag.equals(Tag.BOOL) || NUMBERS.contains(tag);
  }

  /** Creates the exception for an unexpected value. */
  IllegalArgumentException wrong(Node node, String what, String expected) {
    String found =
        node instanceof ScalarNode scalar
            ? SafeText.quote(scalar.getValue())
            : node instanceof SequenceNode ? "a list" : "names and values";
    return new IllegalArgumentException(
        at(node) + ": " + what + ": " + found + " (expected: " + expected + ")");
  }

  /** Returns file and line of a node, for example {@code "connectivity.yaml:7"}. */
  String at(Node node) {
    return at(node.getStartMark());
  }

  private String at(Optional<Mark> mark) {
    return file + ":" + mark.map(place -> place.getLine() + 1).orElse(1);
  }
}
