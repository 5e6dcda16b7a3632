package io.portprobe.testing.drift;

import io.portprobe.text.SafeText;

/** A {@link ResultChange}. */
record DefaultResultChange(String subject, Kind kind, String what, String before, String after)
    implements ResultChange {
  private static final int MAX_TEXT = 300;

  /** Makes the texts safe. */
  DefaultResultChange {
    subject = SafeText.line(subject, MAX_TEXT);
    what = SafeText.line(what, MAX_TEXT);
    before = SafeText.line(before, MAX_TEXT);
    after = SafeText.line(after, MAX_TEXT);
  }

  @Override
  public String toString() {
    return subject
        + ": "
        + kind
        + (what.isEmpty() ? "" : ": " + what)
        + ": "
        + (before.isEmpty() ? "none" : before)
        + " -> "
        + (after.isEmpty() ? "none" : after);
  }
}
