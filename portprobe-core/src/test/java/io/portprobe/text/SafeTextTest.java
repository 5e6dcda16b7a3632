package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
  /** The first and the last of each class, and those that attacks have used. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00,
        0x07,
        0x08,
        0x0b,
        0x1b,
        0x1f, // C0
        0x7f, // DEL
        0x80,
        0x85,
        0x9b,
        0x9d,
        0x9f, // C1: NEL, CSI, OSC
        0xad, // soft hyphen
        0x061c,
        0x200e,
        0x200f,
        0x202a,
        0x202b,
        0x202c,
        0x202d,
        0x202e, // direction
        0x2066,
        0x2067,
        0x2068,
        0x2069,
        0x206a,
        0x206f, // isolates, deprecated format characters
        0x200b,
        0x200c,
        0x200d,
        0x2060,
        0x2064,
        0xfeff,
        0x180e, // zero width
        0xfff9,
        0xfffb, // interlinear annotation
        0x2028,
        0x2029, // line and paragraph separator
        0xd800,
        0xdbff,
        0xdc00,
        0xdfff, // unpaired surrogates
        0xfffe,
        0xffff,
        0xfdd0 // noncharacters
      })
  void line_unsafeCharacterOfBmp_isEscaped(int codePoint) {
    assertThat(SafeText.isSafe(codePoint)).isFalse();
    assertThat(SafeText.line("a" + (char) codePoint + "b"))
        .isEqualTo(String.format("a\\u%04xb", codePoint));
  }

  @ParameterizedTest
  @CsvSource({
    "0xe0001, \\udb40\\udc01",
    "0xe007f, \\udb40\\udc7f",
    "0x1d173, \\ud834\\udd73",
    "0x10ffff, \\udbff\\udfff"
  })
  void line_unsafeSupplementaryCharacter_isEscapedAsPair(int codePoint, String escape) {
    assertThat(SafeText.line("a" + Character.toString(codePoint) + "b"))
        .isEqualTo("a" + escape + "b");
  }

  @Test
  void line_lineBreaksAndTabs_haveShortEscapes() {
    assertThat(SafeText.line("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
  }

  @Test
  void line_everyControlCharacter_isEscaped() {
    for (int c = 0; c <= 0xff; c++) {
      boolean control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
      assertThat(SafeText.isControl(c)).as("U+%04X", c).isEqualTo(control);
      assertThat(SafeText.isSafe(c)).as("U+%04X", c).isEqualTo(!control && c != 0xad);
      assertThat(SafeText.isPrintableAscii(c)).as("U+%04X", c).isEqualTo(c < 0x7f && !control);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "~", "really?", "a b"})
  void printableAscii_isPrintable(String text) {
    assertThat(SafeText.isPrintableAscii(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "a\u007f", "\u00e9", "\ud800", "really?\udc00", "\ud83d\ude00"})
  void otherText_isNotPrintableAscii(String text) {
    assertThat(SafeText.isPrintableAscii(text)).isFalse();
  }

  @Test
  void line_anyText_hasSafeCharactersOnly() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      all.appendCodePoint(c).append(' '); // so that no two surrogates form a pair
    }
    assertThat(SafeText.line(all.toString()).codePoints().filter(c -> !SafeText.isSafe(c)))
        .isEmpty();
  }

  @Test
  void line_otherLanguagesAndEmoji_stay() {
    for (String text :
        new String[] {
          "", "plain ASCII ~", "Gr\u00fc\u00dfe", "\u76e3\u8996", "\u05e9\u05dc", "\ud83d\ude00"
        }) {
      assertThat(SafeText.line(text)).isEqualTo(text);
    }
  }

  @Test
  void line_unpairedSurrogateBesidePair_isEscapedAlone() {
    assertThat(SafeText.line("\ud83d\ud83d\ude00\ude00")).isEqualTo("\\ud83d\ud83d\ude00\\ude00");
  }

  @Test
  void line_limited_keepsWholeCodePoints() {
    assertThat(SafeText.line("\ud83d\ude00\ud83d\ude00x", 2))
        .isEqualTo("\ud83d\ude00\ud83d\ude00...");
    assertThat(SafeText.line("\ud83d\ude00\ud83d\ude00", 2)).isEqualTo("\ud83d\ude00\ud83d\ude00");
    assertThat(SafeText.line("\u001b\u001b", 1)).isEqualTo("\\u001b...");
    assertThat(SafeText.line("ab", 0)).isEqualTo("...");
  }

  @Test
  void quote_shortText_isWhole() {
    assertThat(SafeText.quote("a\u001bb")).isEqualTo("'a\\u001bb'");
    assertThat(SafeText.quote("")).isEqualTo("''");
    assertThat(SafeText.quote("x".repeat(64))).isEqualTo("'" + "x".repeat(64) + "'");
  }

  @Test
  void quote_longText_isShortenedAndCounted() {
    assertThat(SafeText.quote("x".repeat(65)))
        .isEqualTo("'" + "x".repeat(64) + "...' (65 characters)");
    assertThat(SafeText.quote("\ud83d\ude00".repeat(70)))
        .isEqualTo("'" + "\ud83d\ude00".repeat(64) + "...' (70 characters)");
  }
}
