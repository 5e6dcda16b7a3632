package io.portprobe.examples.portqry.console;

import io.portprobe.Attempt;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;

/** Why a port has its state. */
public final class Reasons {
  private Reasons() {}

  /** Returns the address, the reason, the time and the evidence of an attempt, in one line. */
  public static String of(Attempt attempt) {
    String evidence = attempt.evidence();
    return AddressText.of(attempt.remote().getAddress())
        + ": "
        + attempt.reason().description()
        + " after "
        + TimeText.of(attempt.elapsed())
        + (evidence.isBlank() ? "" : " (" + SafeText.line(evidence) + ")");
  }
}
