package io.portprobe.testing.internal.expectation;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;

/** Makes the error of an assertion that does not hold: what was expected, and what came back. */
public final class AssertionErrors {
  private AssertionErrors() {}

  /** There is an answer, and it falls short. */
  public static AssertionError of(String words, ProbeReport report, UnmetExpectation shortfall) {
    return of(words, report, shortfall, new EvidenceText());
  }

  /** The same, one of several for a message. */
  public static AssertionError of(
      String words, ProbeReport report, UnmetExpectation shortfall, EvidenceText evidence) {
    String headline = headline(report.endpoint(), words, shortfall);
    if (shortfall.finding().isEmpty()) {
      return new AssertionError(
          headline + ".\n" + evidence.of(report), EvidenceText.lastThrowable(report).orElse(null));
    }
    return new AssertionError(
        headline + "\n" + EvidenceText.of(shortfall.finding().get()) + "\n" + evidence.of(report),
        shortfall.cause());
  }

  /** The question could not be asked. */
  public static AssertionError of(Endpoint endpoint, String words, ProbeException e) {
    return new AssertionError(
        headline(endpoint, words, UnmetExpectation.ofException(e)) + ".\n  " + e.getMessage(), e);
  }

  public static AssertionError of(Endpoint endpoint, String words, InterruptedException e) {
    return new AssertionError(headline(endpoint, words, UnmetExpectation.ofInterrupt(e)) + ".", e);
  }

  private static String headline(Endpoint endpoint, String words, UnmetExpectation shortfall) {
    return "Expected " + endpoint + " " + words + shortfall.text();
  }
}
