package io.portprobe.assertions;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;

/** Makes the error of an assertion that does not hold: what was expected, and what came back. */
public final class Failure {
  private Failure() {}

  /** There is an answer, and it falls short. */
  public static AssertionError of(String words, ProbeReport report, Shortfall shortfall) {
    return of(words, report, shortfall, new Evidence());
  }

  /** The same, one of several for a message. */
  public static AssertionError of(
      String words, ProbeReport report, Shortfall shortfall, Evidence evidence) {
    String headline = headline(report.endpoint(), words, shortfall);
    if (shortfall.finding().isEmpty()) {
      return new AssertionError(
          headline + ".\n" + evidence.of(report), Evidence.lastThrowable(report).orElse(null));
    }
    return new AssertionError(
        headline + "\n" + Evidence.of(shortfall.finding().get()) + "\n" + evidence.of(report),
        shortfall.cause());
  }

  /** The question could not be asked. */
  public static AssertionError of(Endpoint endpoint, String words, ProbeException e) {
    return new AssertionError(
        headline(endpoint, words, Shortfall.ofException(e)) + ".\n  " + e.getMessage(), e);
  }

  public static AssertionError of(Endpoint endpoint, String words, InterruptedException e) {
    return new AssertionError(headline(endpoint, words, Shortfall.ofInterrupt(e)) + ".", e);
  }

  private static String headline(Endpoint endpoint, String words, Shortfall shortfall) {
    return "Expected " + endpoint + " " + words + shortfall.text();
  }
}
