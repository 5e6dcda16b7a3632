package io.portprobe.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rejects words in comments and string literals of main code that hide who does what. The reasons
 * and the words to use instead are in .github/CONTRIBUTING.md, "Language".
 */
class LanguageTest {
  private static final Path ROOT = Path.of("..", "..");

  private static final Pattern MARKER =
      Pattern.compile(
          "\\b(?:tells?|told|telling|ask|asks|asked|asking"
              + "|stands? for|stood|hears? of|heard of"
              + "|whoever|whatever|however|whichever"
              + "|(?:any|some|no|every)body(?:'s)?"
              + "|at home|comes? of|came of|becomes? of|became of|of (?:its|their) own"
              + "|behind|amiss|in vain|mend(?:s|ed)?|of no consequence|lent|lends?"
              + "|gone|let go|given up|gives? up|to be had|be had)\\b",
          Pattern.CASE_INSENSITIVE);

  /** Uses of a marker word in its plain technical sense. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "behind (?:a|the|an) (?:proxy|load balancer|NAT|firewall|packet filter|port|router)",
          Pattern.CASE_INSENSITIVE);

  @Tag("slow")
  @Test
  void mainCode_commentsAndStrings_haveNoMarkerWord() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : mainSources()) {
      for (SourceText part : SourceText.of(Files.readString(file))) {
        Matcher marker = MARKER.matcher(ALLOWED.matcher(part.text()).replaceAll(""));
        while (marker.find()) {
          found.add(
              "%s:%d: '%s' in: %s"
                  .formatted(file, part.line(), marker.group(), excerpt(marker, part)));
        }
      }
    }
    assertThat(found).as("words that LanguageTest rejects").isEmpty();
  }

  private static List<Path> mainSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
              .sorted()
              .toList();
      assertThat(sources).as("main sources").hasSizeGreaterThan(300);
      return sources;
    }
  }

  private static String excerpt(Matcher marker, SourceText part) {
    String text = ALLOWED.matcher(part.text()).replaceAll("");
    return text.substring(
            Math.max(0, marker.start() - 40), Math.min(text.length(), marker.end() + 40))
        .replaceAll("\\s+(?:\\* )?", " ");
  }
}
