package io.portprobe;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portprobe.internal.json.JsonWriter;
import io.portprobe.internal.json.ResultTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A result that has a form in JSON: {@link ProbeReport}, {@link Attempt}, {@link DialogueReport},
 * {@link ProxyReport}, {@link io.portprobe.spi.Finding}, {@link io.portprobe.scan.ScanResult} and
 * {@link io.portprobe.scan.ScanSummary}.
 *
 * <p>{@link #toJson()} needs no library. Jackson 2 and 3 serialise the results in the same form,
 * without a module and without configuration. {@link #schema()} describes the form:
 *
 * <ul>
 *   <li>The properties have the names of the accessors, and {@code state} and {@code reason} come
 *       first. Every property is present; an empty optional is null.
 *   <li>A constant is its name, for example {@code "NOT_LISTENING"}. Times and durations are ISO
 *       8601 texts, for example {@code "PT0.25S"}. An address with a port is an object with {@code
 *       address} and {@code port}, an exception one with {@code type} and {@code message}, bytes
 *       are base 64.
 *   <li>A finding that is a record has its components as properties; another finding has only
 *       {@code lines}.
 *   <li>A peer determines how much text a result has, so the text is limited. A text has at most
 *       65,536 characters, a result about 1,048,576. Longer texts end with {@code ...}, longer
 *       lists and maps lose their last elements, and {@code truncated} is true. Only a whole result
 *       has {@code truncated}, not a single finding.
 *   <li>Text of a peer is unchanged, except that U+FFFD replaces unpaired surrogates. {@link
 *       #toJson()} escapes control characters, bidirectional controls and other invisible
 *       characters, so the JSON itself is safe to print.
 * </ul>
 *
 * <p>A later version may add properties, states, reasons and causes. It does not rename or remove
 * any.
 */
public interface JsonResult {
  /**
   * Returns this result as maps, lists, texts, numbers, booleans and nulls. By default a record has
   * its components as properties.
   *
   * @return an unmodifiable map in the order of the properties
   */
  @JsonValue
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.ofComponents(this);
  }

  /**
   * Returns this result as JSON (RFC 8259).
   *
   * @return one line of printable characters
   */
  default String toJson() {
    return JsonWriter.write(toMap());
  }

  /**
   * Returns the JSON Schema (2020-12) of all results.
   *
   * @return the text of the schema
   */
  static String schema() {
    try (InputStream in = JsonResult.class.getResourceAsStream("result.schema.json")) {
      return new String(
          Objects.requireNonNull(in, "result.schema.json").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("result.schema.json", e);
    }
  }
}
