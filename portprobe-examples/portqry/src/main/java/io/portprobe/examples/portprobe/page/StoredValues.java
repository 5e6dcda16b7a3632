package io.portprobe.examples.portprobe.page;

import io.portprobe.Transport;
import io.portprobe.examples.portprobe.output.ResultRecord.Expectation;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a JSON object. The message of each {@link IllegalArgumentException} names the key,
 * the value and what is expected.
 *
 * @param map values are maps, lists, texts and null
 */
record StoredValues(Map<?, ?> map) {
  Optional<StoredValues> object(String key) {
    return object(map.get(key));
  }

  private static Optional<StoredValues> object(@Nullable Object value) {
    return value instanceof Map<?, ?> inner
        ? Optional.of(new StoredValues(inner))
        : Optional.empty();
  }

  Optional<String> text(String key) {
    return map.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  String required(String key) {
    return text(key)
        .orElseThrow(() -> new IllegalArgumentException(key + ": missing (expected: a text)"));
  }

  /** Returns the texts of a list; what is no text is left out. */
  List<String> texts(String key) {
    return map.get(key) instanceof List<?> list
        ? list.stream()
            .flatMap(each -> each instanceof String text ? Stream.of(text) : Stream.empty())
            .toList()
        : List.of();
  }

  /** Returns a port, 1 to 65535. */
  int port() {
    String text = required("port");
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
      throw unexpected("port", text, "1-65535");
    }
    return Integer.parseInt(text);
  }

  Transport transport() {
    String text = required("transport");
    return constant(Transport.class, "transport", text.toUpperCase(Locale.ROOT));
  }

  <E extends Enum<E>> Optional<E> constant(Class<E> type, String key) {
    return text(key).map(name -> constant(type, key, name));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key, String name) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                unexpected(
                    key,
                    name,
                    Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "))));
  }

  Optional<Duration> duration(String key) {
    return time(key, Duration::parse, "a duration such as PT1.5S");
  }

  Optional<Instant> instant(String key) {
    return time(key, Instant::parse, "a time such as 2026-01-31T12:00:00Z");
  }

  private <T> Optional<T> time(String key, Function<String, T> parser, String expected) {
    Optional<String> text = text(key);
    try {
      return text.map(parser);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(message(key, text.orElse(""), expected), e);
    }
  }

  Optional<InetAddress> address(String key) {
    return text(key).map(literal -> address(key, literal));
  }

  List<InetAddress> addresses(String key) {
    return texts(key).stream().map(literal -> address(key, literal)).toList();
  }

  private static InetAddress address(String key, String literal) {
    if (!HostSyntax.isLiteral(literal)) {
      throw unexpected(key, literal, "an IP address");
    }
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(message(key, literal, "an IP address"), e);
    }
  }

  Optional<Expectation> expectation() {
    return object("expectation")
        .map(
            expected ->
                new Expectation(
                    expected.required("text"),
                    expected.required("met").equals("true"),
                    expected.required("required").equals("true"),
                    expected.texts("differences")));
  }

  private static IllegalArgumentException unexpected(String key, String value, String expected) {
    return new IllegalArgumentException(message(key, value, expected));
  }

  private static String message(String key, String value, String expected) {
    return key + ": " + SafeText.quote(value) + " (expected: " + expected + ")";
  }
}
