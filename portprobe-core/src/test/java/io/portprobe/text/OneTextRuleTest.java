package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OneTextRuleTest {
  /**
   * How Java code usually decides that a character is a control character or unsafe. The look-ahead
   * of the first characters is faster than the choice at each position of all sources.
   */
  private static final Pattern OWN_RULE =
      Pattern.compile(
          "(?=[ic\\\\<>='])"
              + "(isISOControl|isIdentifierIgnorable"
              + "|Character\\.(getType|CONTROL|FORMAT|SURROGATE)"
              + "|\\\\p\\{(Cntrl|C[cfsn]?|Z[lp]|IsControl|Graph|Print)\\}"
              + "|[<>]=? *'[ ~]'|' ' *[<>]"
              + "|([<>]=?|==) *0x(7f|2028|2029|202e|feff)\\b)",
          Pattern.CASE_INSENSITIVE);

  @Test
  void mainCode_hasNoRuleForUnsafeCharactersBesideSafeText() throws IOException {
    List<Path> sources = MainSources.files();
    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(sources.stream().flatMap(OneTextRuleTest::ownRules)).isEmpty();
  }

  private static Stream<String> ownRules(Path source) {
    if (source.endsWith("io/portprobe/text/SafeText.java")) {
      return Stream.empty();
    }
    return MainSources.read(source)
        .lines()
        .filter(line -> OWN_RULE.matcher(line).find())
        .map(line -> source + ": " + line.strip());
  }
}
