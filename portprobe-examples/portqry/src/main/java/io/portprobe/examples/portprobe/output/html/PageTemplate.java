package io.portprobe.examples.portprobe.output.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page without its data. The content security policy allows the page's own script and style by
 * their hashes (W3C Content Security Policy Level 3), and nothing else.
 */
final class PageTemplate {
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");
  private static final List<String> SCRIPTS =
      List.of(
          "dom",
          "data",
          "filter",
          "grid",
          "table",
          "details",
          "matrix",
          "timeline",
          "domain",
          "main");

  private final String beforeData;
  private final String afterData;

  private PageTemplate(String beforeData, String afterData) {
    this.beforeData = beforeData;
    this.afterData = afterData;
  }

  /**
   * Returns the page with this title and footer.
   *
   * @param title any text
   * @param footer any text
   */
  static PageTemplate of(String title, String footer) {
    String style = resource("page.css");
    String script =
        SCRIPTS.stream()
            .map(name -> resource(name + ".js"))
            .collect(Collectors.joining("\n", "\"use strict\";\n(() => {\n", "})();\n"));
    String policy =
        "default-src 'none'; script-src "
            + hash(script)
            + "; style-src "
            + hash(style)
            + "; base-uri 'none'; form-action 'none'";
    Map<String, String> values =
        Map.of(
            "POLICY", policy,
            "STYLE", style,
            "SCRIPT", script,
            "TITLE", escape(title),
            "FOOTER", escape(footer));
    String[] parts = resource("page.html").split("@DATA@\n", 2);
    return new PageTemplate(fill(parts[0], values), fill(parts[1], values));
  }

  /** Returns the page up to its data. */
  String beforeData() {
    return beforeData;
  }

  /** Returns the page after its data. */
  String afterData() {
    return afterData;
  }

  /** Replaces all places in one pass, so that a value cannot contain a place. */
  private static String fill(String template, Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(place.group(1)))));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
