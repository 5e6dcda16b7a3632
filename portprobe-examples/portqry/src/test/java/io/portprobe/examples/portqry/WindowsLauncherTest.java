package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the launcher of Windows that can be checked on any system. */
class WindowsLauncherTest {
  private static final Pattern PATH =
      Pattern.compile("%(PORTPROBE_(HOME|JAVA|RELEASE)|JAVA_HOME)\\b");
  private static final Pattern LABEL = Pattern.compile("goto (\\w+)");
  private static final Pattern EXIT = Pattern.compile("exit /b (\\S+)");

  private static String text;
  private static List<String> commands;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(Path.of("packaging/windows/portprobe.cmd"), StandardCharsets.US_ASCII);
    commands = text.lines().filter(line -> !line.startsWith("rem")).toList();
  }

  /** The interpreter of Windows loses the position of labels in a file with other line ends. */
  @Test
  void lines_endWithCrLf() {
    assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
  }

  @Test
  void paths_areExpandedInQuotesOnly() {
    for (String line : commands) {
      for (Matcher path = PATH.matcher(line); path.find(); ) {
        String before = line.substring(0, path.start());
        assertThat(before.chars().filter(c -> c == '"').count() % 2).as(line).isEqualTo(1);
      }
    }
  }

  @Test
  void blocksInParentheses_areAbsent_becauseAParenthesisOfAPathEndsThem() {
    assertThat(commands).noneMatch(line -> line.stripTrailing().endsWith("("));
  }

  @Test
  void exclamationMarks_areNoVariables() {
    assertThat(text).contains("DisableDelayedExpansion").doesNotContain("EnableDelayedExpansion");
  }

  @Test
  void labels_exist() {
    assertThat(matches(LABEL).map(match -> ":" + match.group(1)))
        .isNotEmpty()
        .allSatisfy(label -> assertThat(commands).contains(label));
  }

  /** Java adds the offset; all other ends are an error of the launcher or of Java. */
  @Test
  void exitCodesOfStates_areThoseOfTheProgramOnly() {
    assertThat(matches(EXIT).map(match -> match.group(1)).distinct())
        .containsExactlyInAnyOrder("71", "%PORTPROBE_CODE%");
    assertThat(text)
        .contains("-Dportqry.launcher=" + LaunchedProcess.WINDOWS)
        .contains("set /a PORTPROBE_CODE-=" + LaunchedProcess.OFFSET_OF_ALL)
        .contains("geq " + LaunchedProcess.OFFSET_OF_ALL + " goto pass");
  }

  private static Stream<MatchResult> matches(Pattern pattern) {
    return pattern.matcher(text).results();
  }
}
