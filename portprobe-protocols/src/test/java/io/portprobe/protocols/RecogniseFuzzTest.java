package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Set;

/**
 * Offers the same bytes to all protocols. An identification runs the dialogue of each protocol that
 * recognises them, so that two cost a connection more, and one that is wrong may end as a name.
 */
class RecogniseFuzzTest {
  @FuzzTest
  void all(byte[] input) {
    if (input.length > 0) {
      Set<String> names = Recognisers.of(input);
      names.removeIf(name -> name.equals("mongodb") && input[0] == 'H'); // it replies in HTTP
      assertThat(names).as("protocols that recognise the input").hasSizeLessThan(2);
    }
  }
}
