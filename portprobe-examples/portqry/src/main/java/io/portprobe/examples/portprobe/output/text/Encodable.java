package io.portprobe.examples.portprobe.output.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Locale;

/** Text in a charset that may lack some characters, as that of a POSIX locale does. */
final class Encodable {
  private final CharsetEncoder encoder;

  Encodable(Charset charset) {
    this.encoder = charset.newEncoder();
  }

  /** Returns the text with each character that the charset lacks escaped, as in Java. */
  String text(String text) {
    if (encoder.canEncode(text)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              if (encoder.canEncode(character)) {
                escaped.append(character);
              } else {
                character
                    .chars()
                    .forEach(unit -> escaped.append(String.format(Locale.ROOT, "\\u%04x", unit)));
              }
            });
    return escaped.toString();
  }
}
