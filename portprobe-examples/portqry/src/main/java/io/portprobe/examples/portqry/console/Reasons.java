package io.portprobe.examples.portqry.console;

import io.portprobe.Attempt;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.util.Locale;

/** Why a port has its state. */
public final class Reasons {
  private Reasons() {}

  /** Returns the address, the reason, the time and the evidence of an attempt, in one line. */
  public static String of(Attempt attempt) {
    String evidence = attempt.evidence();
    return String.format(
        Locale.ROOT,
        "%s: %s after %.1f ms%s",
        AddressText.of(attempt.remote().getAddress()),
        attempt.reason().description(),
        attempt.elapsed().toNanos() / 1e6,
        evidence.isBlank() ? "" : " (" + SafeText.line(evidence) + ")");
  }
}
