package io.portprobe.protocols.internal.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The contents of messages of PostgreSQL (its manual, chapter "Message Formats"). */
final class PostgreSqlFields {
  private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");
  private static final int MAX_FIELDS = 64;

  /** The type of an AuthenticationSASL. */
  static final int SASL = 10;

  private PostgreSqlFields() {}

  /**
   * Returns the fields of an ErrorResponse by their letters.
   *
   * @param body the message without type and length
   * @return empty if the body is malformed, or lacks severity, SQLSTATE or message
   */
  static Optional<Map<String, String>> error(ByteBuffer body) {
    Map<String, String> fields = new LinkedHashMap<>();
    while (body.hasRemaining()) {
      int letter = body.get();
      if (letter == 0) {
        boolean complete =
            fields.containsKey("S")
                && fields.containsKey("M")
                && SQL_STATE.matcher(fields.getOrDefault("C", "")).matches();
        return complete && !body.hasRemaining() ? Optional.of(fields) : Optional.empty();
      }
      Optional<String> value = string(body);
      if (letter < 'A' || letter > 'z' || value.isEmpty() || fields.size() == MAX_FIELDS) {
        return Optional.empty();
      }
      fields.put(String.valueOf((char) letter), value.get());
    }
    return Optional.empty();
  }

  /** Returns name and value of a ParameterStatus; empty if it is malformed. */
  static Optional<Map.Entry<String, String>> parameter(ByteBuffer body) {
    Optional<String> name = string(body);
    Optional<String> value = string(body);
    return name.isPresent() && value.isPresent() && !body.hasRemaining()
        ? Optional.of(Map.entry(name.get(), value.get()))
        : Optional.empty();
  }

  /** Returns the mechanisms of an AuthenticationSASL; empty if they are malformed. */
  static Optional<List<String>> mechanisms(ByteBuffer body) {
    List<String> mechanisms = new ArrayList<>();
    while (mechanisms.size() < MAX_FIELDS) {
      Optional<String> name = string(body);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      if (name.get().isEmpty()) {
        return Optional.of(mechanisms);
      }
      mechanisms.add(name.get());
    }
    return Optional.empty();
  }

  /** Returns whether the body is an AuthenticationSASL that offers a mechanism of SCRAM. */
  static boolean isScram(ByteBuffer body) {
    return body.remaining() > Integer.BYTES
        && body.getInt() == SASL
        && mechanisms(body).stream()
            .flatMap(List::stream)
            .anyMatch(name -> name.startsWith("SCRAM-SHA-"));
  }

  /** Reads a string that ends with a zero byte. */
  private static Optional<String> string(ByteBuffer body) {
    for (int end = body.position(); end < body.limit(); end++) {
      if (body.get(end) == 0) {
        ByteBuffer text = body.slice(body.position(), end - body.position());
        body.position(end + 1);
        return Optional.of(StandardCharsets.UTF_8.decode(text).toString());
      }
    }
    return Optional.empty();
  }
}
