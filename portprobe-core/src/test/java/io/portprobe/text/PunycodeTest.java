package io.portprobe.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PunycodeTest {
  /** Samples of RFC 3492, section 7.1. */
  @ParameterizedTest
  @CsvSource({
    "ليهمابتكلموشعربي؟, egbpdaj6bu4bxfgehfvwxn",
    "他们为什么不说中文, ihqwcrb4cv8a8dqg056pqjye",
    "Pročprostěnemluvíčesky, Proprostnemluvesky-uyb24dma41a",
    "3年B組金八先生, 3B-ww4c5e180e575a65lsy2b",
    "パフィーdeルンバ, de-jg4avhby1noc0d",
    "bücher, bcher-kva",
    "ß, zca"
  })
  void encode_samples(String label, String encoded) {
    assertThat(Punycode.encode(label.codePoints().toArray())).isEqualTo(encoded);
  }
}
