package io.portprobe.testing.internal.expectation;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;

/** A factory of assertion errors: what was expected, what was found, and the evidence. */
public final class AssertionErrors {
  private AssertionErrors() {}

  /** Creates the error for a report that does not meet an expectation. */
  public static AssertionError of(String expected, ProbeReport report, UnmetExpectation unmet) {
    return of(expected, report, unmet, new EvidenceText());
  }

  /** Creates the same error as part of a longer message, whose parts share the evidence. */
  public static AssertionError of(
      String expected, ProbeReport report, UnmetExpectation unmet, EvidenceText evidence) {
    String headline = headline(report.endpoint(), expected, unmet);
    if (unmet.finding().isEmpty()) {
      return new AssertionError(
          headline + ".\n" + evidence.of(report), EvidenceText.lastThrowable(report).orElse(null));
    }
    return new AssertionError(
        headline + "\n" + EvidenceText.of(unmet.finding().get()) + "\n" + evidence.of(report),
        unmet.cause());
  }

  /** Creates the error for a probe that could not be sent or was cancelled. */
  public static AssertionError of(Endpoint endpoint, String expected, ProbeException e) {
    return new AssertionError(
        headline(endpoint, expected, UnmetExpectation.ofException(e)) + ".\n  " + e.getMessage(),
        e);
  }

  /** Creates the error for an assertion whose thread was interrupted. */
  public static AssertionError of(Endpoint endpoint, String expected, InterruptedException e) {
    return new AssertionError(
        headline(endpoint, expected, UnmetExpectation.ofInterrupt(e)) + ".", e);
  }

  private static String headline(Endpoint endpoint, String expected, UnmetExpectation unmet) {
    return "Expected " + endpoint + " " + expected + unmet.text();
  }
}
