package io.portprobe.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {
  @Test
  void of_commentsAndStrings_inOrderWithTheirLines() {
    assertThat(SourceText.of("/** One. */\nint a; // two\nString s = \"three // no comment\";\n"))
        .containsExactly(
            new SourceText(1, "* One. "),
            new SourceText(2, " two"),
            new SourceText(3, "three // no comment"));
  }

  @Test
  void of_textBlock_isOnePart() {
    assertThat(SourceText.of("s = \"\"\"\n a \"quoted\" line\n\"\"\";"))
        .containsExactly(new SourceText(1, "\n a \"quoted\" line\n"));
  }

  @Test
  void of_characterLiteral_isNoDelimiter() {
    assertThat(SourceText.of("c = '\"'; d = '\\''; // end"))
        .containsExactly(new SourceText(1, " end"));
  }
}
