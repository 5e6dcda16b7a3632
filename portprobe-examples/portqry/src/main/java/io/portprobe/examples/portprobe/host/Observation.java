package io.portprobe.examples.portprobe.host;

import io.portprobe.ProbeException;
import io.portprobe.text.SafeText;
import java.util.Optional;

/**
 * The result of one way to look for a host. Immutable.
 *
 * @param source where it was observed, for example {@code TCP 22} or {@code ping}
 * @param meaning what it says about the host
 * @param text what was observed, for people; safe text
 * @param failure why a probe was not sent
 */
record Observation(String source, Meaning meaning, String text, Optional<ProbeException> failure) {
  Observation {
    text = SafeText.line(text);
  }

  static Observation of(String source, Meaning meaning, String text) {
    return new Observation(source, meaning, text, Optional.empty());
  }

  static Observation none(String source, String text) {
    return of(source, Meaning.NONE, text);
  }
}
