package io.portprobe.testing.internal.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A reader of one JSON object (RFC 8259), which is YAML 1.2 too, of bounded depth. Values are maps,
 * lists, texts and null; numbers and booleans are read as texts. Confined to the calling thread.
 */
public final class JsonObject {
  private static final int MAX_DEPTH = 64;
  private static final String EXPECTED = " (expected: a JSON object)";

  private final Iterator<Event> events;

  private JsonObject(Iterator<Event> events) {
    this.events = events;
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException if the text is anything else, or nested too deeply
   */
  public static Map<String, @Nullable Object> read(String text) {
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException("not an object" + EXPECTED);
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(text.length() + 1) // fails if a buffer ends within a surrogate pair
            .build();
    try {
      JsonObject reader =
          new JsonObject(new ParserImpl(settings, new StreamReader(settings, text)));
      reader.expect(Event.ID.StreamStart);
      reader.expect(Event.ID.DocumentStart);
      reader.expect(Event.ID.MappingStart);
      Map<String, @Nullable Object> object = reader.map(1);
      reader.expect(Event.ID.DocumentEnd);
      reader.expect(Event.ID.StreamEnd);
      return object;
    } catch (YamlEngineException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("not JSON");
      throw new IllegalArgumentException(message + EXPECTED, e);
    }
  }

  private void expect(Event.ID kind) {
    if (events.next().getEventId() != kind) {
      throw new IllegalArgumentException("more than one value" + EXPECTED);
    }
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Event key = events.next();
    while (key.getEventId() != Event.ID.MappingEnd) {
      if (!(key instanceof ScalarEvent name)) {
        throw new IllegalArgumentException("a name that is no text" + EXPECTED);
      }
      map.put(name.getValue(), value(events.next(), depth));
      key = events.next();
    }
    return map;
  }

  private @Nullable Object value(Event event, int depth) {
    if (depth >= MAX_DEPTH) {
      throw new IllegalArgumentException(
          "nested too deeply (expected: at most " + MAX_DEPTH + " levels)");
    }
    return switch (event.getEventId()) {
      case MappingStart -> map(depth + 1);
      case SequenceStart -> list(depth + 1);
      case Scalar -> scalar((ScalarEvent) event);
      default -> throw new IllegalArgumentException("an alias" + EXPECTED);
    };
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      list.add(value(event, depth));
      event = events.next();
    }
    return list;
  }

  private static @Nullable Object scalar(ScalarEvent scalar) {
    boolean missing =
        scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getValue().equals("null");
    return missing ? null : scalar.getValue();
  }
}
