package io.portprobe.protocols.internal.greeting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parser of the parameters of an ID response (RFC 2971 section 3.3). */
final class ImapId {
  private static final int MAX_FIELDS = 30; // RFC 2971 section 3.3
  private static final int MAX_TEXT = 1_024; // of a value; of a name: 30
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|\\bNIL\\b");

  private ImapId() {}

  /** Returns the fields in the order received; those without a value are left out. */
  static Map<String, String> parse(String parameters) {
    List<String> words = new ArrayList<>();
    Matcher word = QUOTED.matcher(parameters);
    while (word.find() && words.size() < 2 * MAX_FIELDS) {
      String quoted = word.group(1);
      words.add(quoted == null ? "" : quoted.replaceAll("\\\\(.)", "$1"));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      String name = words.get(i);
      String value = words.get(i + 1);
      if (!name.isEmpty() && !value.isEmpty()) {
        fields.putIfAbsent(limit(name, 30), limit(value, MAX_TEXT));
      }
    }
    return Collections.unmodifiableMap(fields);
  }

  private static String limit(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
