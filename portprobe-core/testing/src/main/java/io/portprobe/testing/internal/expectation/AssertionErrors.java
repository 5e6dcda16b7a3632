package io.portprobe.testing.internal.expectation;

import io.portprobe.Endpoint;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A factory of assertion errors: what was expected, what was found, the evidence, and what to do
 * next. With opentest4j on the class path, the errors are its {@code AssertionFailedError}, whose
 * expected and actual values IDEs show side by side. The stack trace starts at the caller.
 */
public final class AssertionErrors {
  /** The entry points, whose frames say nothing about the failure. */
  private static final Set<String> ENTRY_POINTS =
      Set.of(
          "io.portprobe.testing.LocalPortAssert",
          "io.portprobe.testing.PortAssert",
          "io.portprobe.testing.PortWait",
          "io.portprobe.testing.contract.ContractRun",
          "io.portprobe.testing.contract.NameCheck",
          "io.portprobe.testing.contract.PortCheck",
          "io.portprobe.testing.contract.NetworkAssert",
          "io.portprobe.testing.junit.RequiresListeningExtension");

  private static final String INTERNAL = "io.portprobe.testing.internal.";
  private static final boolean HAS_OPENTEST4J = hasOpentest4j();

  private AssertionErrors() {}

  /**
   * The parts of an error.
   *
   * @param label the caller's name for the assertion
   * @param endpoint the port
   * @param expected the text that follows the port
   */
  public record Subject(Optional<String> label, Endpoint endpoint, String expected) {
    private String headline(UnmetExpectation unmet) {
      return labelled(label, "Expected " + endpoint + " " + expected + unmet.text());
    }
  }

  /** Returns a text after the caller's name for the assertion, as AssertJ writes it. */
  public static String labelled(Optional<String> label, String text) {
    return label.map(name -> "[" + name + "] ").orElse("") + text;
  }

  /** Creates the error for a report that does not meet an expectation. */
  public static AssertionError of(Subject subject, ProbeReport report, UnmetExpectation unmet) {
    return of(subject, report, unmet, new EvidenceText());
  }

  /** Creates the same error as part of a longer message, whose parts share the evidence. */
  public static AssertionError of(
      Subject subject, ProbeReport report, UnmetExpectation unmet, EvidenceText evidence) {
    return of(subject, report, unmet, evidence, List.of());
  }

  /**
   * Creates the same error with a table of differences.
   *
   * @param differences one line of safe text for each; may be empty
   */
  public static AssertionError of(
      Subject subject,
      ProbeReport report,
      UnmetExpectation unmet,
      EvidenceText evidence,
      List<String> differences) {
    String found = unmet.finding().map(finding -> "\n" + EvidenceText.of(finding)).orElse(".");
    String table = differences.stream().map(each -> "\n  " + each).collect(Collectors.joining());
    return create(
        subject.headline(unmet) + found + table + "\n" + evidence.of(report) + next(unmet),
        subject.expected(),
        unmet.actual(),
        unmet.finding().isPresent() || unmet.cause() != null
            ? unmet.cause()
            : EvidenceText.lastThrowable(report).orElse(null));
  }

  /** Creates the error for a probe that could not be sent or was cancelled. */
  public static AssertionError of(Subject subject, ProbeException e) {
    return of(subject, e, UnmetExpectation.ofException(e));
  }

  /** Creates the same error with another description of the difference. */
  public static AssertionError of(Subject subject, ProbeException e, UnmetExpectation unmet) {
    return create(
        subject.headline(unmet) + ".\n  " + e.getMessage() + next(unmet),
        subject.expected(),
        unmet.actual(),
        e);
  }

  /** Creates the error for an assertion whose thread was interrupted. */
  public static AssertionError of(Subject subject, InterruptedException e) {
    UnmetExpectation unmet = UnmetExpectation.ofInterrupt(e);
    return create(
        subject.headline(unmet) + "." + next(unmet), subject.expected(), unmet.actual(), e);
  }

  /** Returns the last line of a message, with a line break before it. */
  public static String next(UnmetExpectation unmet) {
    return "\n  next: " + unmet.next();
  }

  /** Creates an error whose stack trace starts at the caller of the public API. */
  public static AssertionError create(
      String message, String expected, String actual, @Nullable Throwable cause) {
    AssertionError error =
        HAS_OPENTEST4J
            ? Opentest4jErrors.create(message, expected, actual, cause)
            : new AssertionError(message, cause);
    return withoutOwnFrames(error);
  }

  /** Copies an error of another thread, so that its stack trace leads to the calling test. */
  public static AssertionError copy(AssertionError error) {
    AssertionError copy =
        HAS_OPENTEST4J
            ? Opentest4jErrors.copy(error)
            : new AssertionError(error.getMessage(), error.getCause());
    for (Throwable suppressed : error.getSuppressed()) {
      copy.addSuppressed(suppressed);
    }
    return withoutOwnFrames(copy);
  }

  private static AssertionError withoutOwnFrames(AssertionError error) {
    StackTraceElement[] trace = error.getStackTrace();
    int own = 0;
    while (own < trace.length && isOwn(trace[own].getClassName())) {
      own++;
    }
    if (own < trace.length) {
      error.setStackTrace(Arrays.copyOfRange(trace, own, trace.length));
    }
    return error;
  }

  private static boolean isOwn(String className) {
    int nested = className.indexOf('$');
    return className.startsWith(INTERNAL)
        || ENTRY_POINTS.contains(nested < 0 ? className : className.substring(0, nested));
  }

  private static boolean hasOpentest4j() {
    try {
      Class.forName(
          "org.opentest4j.AssertionFailedError", false, AssertionErrors.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false; // an optional dependency
    }
  }
}
