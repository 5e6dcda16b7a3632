package io.portprobe.internal.json;

import io.portprobe.text.JsonText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A writer of the trees of {@link ResultTrees} as JSON on one line (RFC 8259). */
public final class JsonWriter {
  private final StringBuilder json = new StringBuilder();

  private JsonWriter() {}

  /**
   * Returns a tree as JSON.
   *
   * @param tree of maps, lists, texts, finite numbers, booleans and nulls
   */
  public static String write(Map<String, @Nullable Object> tree) {
    JsonWriter writer = new JsonWriter();
    writer.append(tree);
    return writer.json.toString();
  }

  private void append(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      append(map);
    } else if (value instanceof List<?> list) {
      append(list);
    } else if (value instanceof String text) {
      JsonText.appendQuoted(json, text);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      throw new IllegalArgumentException(
          "value: " + value.getClass().getName() + " (expected: a part of a tree)");
    }
  }

  private void append(Map<?, ?> map) {
    json.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<?, ?> entry = each.next();
      JsonText.appendQuoted(json, String.valueOf(entry.getKey()));
      json.append(':');
      append(entry.getValue());
      json.append(each.hasNext() ? "," : "");
    }
    json.append('}');
  }

  private void append(List<?> list) {
    json.append('[');
    for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
      append(each.next());
      json.append(each.hasNext() ? "," : "");
    }
    json.append(']');
  }
}
