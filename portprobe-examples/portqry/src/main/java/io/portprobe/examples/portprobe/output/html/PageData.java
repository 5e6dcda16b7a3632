package io.portprobe.examples.portprobe.output.html;

import io.portprobe.JsonResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block of data in the page. An HTML parser ends a script element at {@code </script}, and {@code
 * <!--} changes how it reads one (HTML standard, section 4.12.1.3). JSON has a less-than sign only
 * inside strings, where the block has its escape.
 *
 * @param toMap the content
 */
record PageData(Map<String, @Nullable Object> toMap) implements JsonResult {
  /** Returns a block of rows: a list for each. */
  static PageData rows(List<List<@Nullable Object>> rows) {
    return new PageData(Map.of("rows", rows));
  }

  /**
   * Returns the block as an element that the browser does not execute.
   *
   * @param attribute its id or class
   */
  String element(String attribute) {
    return "<script type=\"application/json\" "
        + attribute
        + ">"
        + toJson().replace("<", "\\u003c")
        + "</script>\n";
  }
}
