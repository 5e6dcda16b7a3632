package io.portprobe.testing.internal.expectation;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Cause;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.LocalFaultException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.PortState;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.spi.Finding;
import io.portprobe.text.AddressText;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The difference between an expectation and a report.
 *
 * @param text what was seen and what it means; follows "Expected tcp://db:5432 to be listening"
 * @param actual what was seen, in a few words
 * @param next what the reader can do next
 * @param finding the finding that does not meet the requirements
 * @param cause the exception that explains the difference
 */
public record UnmetExpectation(
    String text, String actual, String next, Optional<Finding> finding, @Nullable Throwable cause) {
  private static final String UNPROVEN = ", which is not proven: ";
  private static final int MAX_NAMED_ADDRESSES = 3;

  private static UnmetExpectation of(String text, String actual, String next) {
    return new UnmetExpectation(text, actual, next, Optional.empty(), null);
  }

  /** Returns a description of both differences. The finding of the other one is shown. */
  public UnmetExpectation and(UnmetExpectation other) {
    return new UnmetExpectation(
        text + "; and" + other.text.replaceFirst("^,", ""),
        actual + ", " + other.actual,
        next + "; " + other.next,
        other.finding,
        other.cause);
  }

  /** Describes a state that differs from the expected state, or does not prove it. */
  public static UnmetExpectation ofState(
      StateExpectation expected, AddressScope scope, ProbeReport report) {
    String seen = seen(report, scope, expected::isProvenBy);
    boolean refuted = expected.isRefutedBy(report, scope);
    return of(
        refuted ? ", but " + seen : UNPROVEN + seen + ", and " + doubt(report, scope),
        state(report),
        refuted || report.omissions().isEmpty()
            ? NextStep.forState(expected, report)
            : NextStep.OMITTED);
  }

  /**
   * Describes a reason that differs from the expected reasons.
   *
   * @param expected at least one
   */
  public static UnmetExpectation ofReason(
      Set<Reason> expected, AddressScope scope, ProbeReport report) {
    return of(
        ", but " + seen(report, scope, attempt -> expected.contains(attempt.reason())),
        report.reason().description(),
        NextStep.forReason(expected.iterator().next(), report));
  }

  /** Describes a response that was slower than expected. */
  public static UnmetExpectation ofTime(Duration taken) {
    String time = TimeText.of(taken);
    return of(", but it took " + time, time, NextStep.SLOW);
  }

  /** Describes a connection that the peer closed too early. */
  public static UnmetExpectation ofClose(Duration openFor) {
    String time = TimeText.of(openFor);
    return of(
        ", but the peer closed the connection after "
            + time
            + "; a proxy without a server does that",
        "closed after " + time,
        NextStep.CLOSED);
  }

  /** Describes a host that has addresses although it should have none. */
  public static UnmetExpectation ofAddresses(ProbeReport report) {
    String addresses =
        report.addresses().stream()
            .limit(MAX_NAMED_ADDRESSES)
            .map(AddressText::of)
            .collect(Collectors.joining(", "));
    return of(", but it resolved to " + addresses, addresses, NextStep.RESOLVED);
  }

  /** Describes a connection that the deadline of the probe ended too early. */
  public static UnmetExpectation ofCut() {
    String failure = "the deadline ended the connection earlier";
    return of(UNPROVEN + failure, failure, NextStep.NO_RESULT);
  }

  /** Describes a port on which no dialogue finished, or not on every address that counts. */
  public static UnmetExpectation ofDialogue(AddressScope scope, ProbeReport report) {
    if (!StateExpectation.LISTENING.isProvenBy(report, scope)) {
      return ofState(StateExpectation.LISTENING, scope, report);
    }
    List<DialogueReport> dialogues = EvidenceText.dialogues(report).toList();
    boolean refuted =
        scope == AddressScope.ANY
            ? !dialogues.isEmpty() && dialogues.stream().allMatch(each -> isMismatch(each))
            : dialogues.stream().anyMatch(each -> isMismatch(each));
    return of(
        refuted
            ? ", but the service that listens there does not"
            : UNPROVEN + "it is listening, but " + unfinished(dialogues),
        causes(report),
        NextStep.forDialogue(report));
  }

  private static boolean isMismatch(DialogueReport dialogue) {
    return dialogue.outcome() == Outcome.MISMATCH;
  }

  private static String unfinished(List<DialogueReport> dialogues) {
    if (dialogues.isEmpty()) {
      return "the connection ended before the dialogue";
    }
    Set<String> closed =
        dialogues.stream()
            .map(each -> each.cause() == Cause.PEER_CLOSED ? "the peer " + cause(each) : "")
            .collect(Collectors.toSet());
    return closed.size() > 1 || closed.contains("")
        ? "the dialogue did not finish"
        : closed.iterator().next();
  }

  /** Returns how the dialogues ended, in a few words. */
  private static String causes(ProbeReport report) {
    String causes =
        EvidenceText.dialogues(report)
            .map(dialogue -> cause(dialogue))
            .distinct()
            .collect(Collectors.joining(", "));
    return causes.isEmpty() ? "no dialogue" : causes;
  }

  private static String cause(DialogueReport dialogue) {
    return switch (dialogue.cause()) {
      case COMPLETED -> "spoke " + dialogue.protocol();
      case MISMATCH -> "did not speak " + dialogue.protocol();
      case REFUSED -> "refused to speak " + dialogue.protocol();
      case PEER_CLOSED ->
          dialogue.bytesReceived() == 0
              ? "closed the connection before it sent any data"
              : "closed the connection after " + dialogue.bytesReceived() + " bytes";
      case PEER_RESET -> "reset the connection";
      case CONNECTION_FAILED, TCP_UNAVAILABLE -> "the connection failed";
      case TLS -> "TLS failed";
      case PLUGIN_FAILURE -> "the plug-in failed";
      case DEADLINE -> "the deadline passed";
      case LIMIT -> "the dialogue exceeded a limit";
    };
  }

  /** Describes a dialogue that returned no finding of the expected type. */
  public static UnmetExpectation ofType(Class<?> type, ProbeReport report) {
    List<Finding> findings = report.findings();
    String types =
        findings.isEmpty()
            ? "none"
            : findings.stream()
                .map(finding -> finding.getClass().getSimpleName())
                .distinct()
                .collect(Collectors.joining(", "));
    return of(
        " and to return a finding of type " + type.getSimpleName() + ", but it returned " + types,
        types,
        NextStep.OTHER_TYPE);
  }

  /** Describes a finding that does not meet the requirements. */
  public static UnmetExpectation ofFinding(Finding finding, AssertionError unmet) {
    return new UnmetExpectation(
        " with a matching finding, but: " + EvidenceText.bounded(unmet.getMessage()),
        finding.getClass().getSimpleName(),
        NextStep.OTHER_FINDING,
        Optional.of(finding),
        unmet);
  }

  /**
   * Describes a response without the expected bytes.
   *
   * @param seen safe text
   */
  public static UnmetExpectation ofAnswer(String seen) {
    return of(", but the peer sent " + seen, seen, NextStep.ANSWER);
  }

  /**
   * Describes a detail that differs, for example of a certificate.
   *
   * @param what the name of the detail
   * @param expected what was expected
   * @param seen what was seen; safe text
   */
  public static UnmetExpectation ofDetail(String what, String expected, String seen) {
    return of(
        ", but " + what + " is " + seen + " (expected: " + expected + ")",
        what + " " + seen,
        NextStep.DETAIL);
  }

  /** Describes a probe that could not be sent or was cancelled. */
  public static UnmetExpectation ofException(ProbeException e) {
    return new UnmetExpectation(
        UNPROVEN + failure(e), failure(e), NextStep.forException(e), Optional.empty(), e);
  }

  /** Describes a host without an address, which should have one. */
  public static UnmetExpectation ofMissingAddress(UnresolvedTargetException e) {
    String failure = e.problem().description();
    return new UnmetExpectation(
        ", but " + failure, failure, NextStep.forException(e), Optional.empty(), e);
  }

  /**
   * Describes a port of which no probe has completed.
   *
   * @param aborted whether a condition ended the wait before its deadline
   */
  public static UnmetExpectation ofNoResult(boolean aborted) {
    String failure = "no probe has completed yet";
    return of(UNPROVEN + failure, failure, aborted ? NextStep.ABORTED : NextStep.NO_RESULT);
  }

  /** Describes a probe whose caller was interrupted. */
  public static UnmetExpectation ofInterrupt(InterruptedException e) {
    String failure = "the thread was interrupted";
    return new UnmetExpectation(
        UNPROVEN + failure, failure, NextStep.INTERRUPTED, Optional.empty(), e);
  }

  /** Returns what the reader can do about a failed name resolution. */
  public static String nextFor(Problem problem) {
    return NextStep.forName(problem);
  }

  /**
   * Returns what the reader can do about a name that resolves to unexpected addresses.
   *
   * @param resolves whether the name should resolve at all
   */
  public static String nextForAddresses(boolean resolves) {
    return resolves ? NextStep.OTHER_ADDRESSES : NextStep.RESOLVED;
  }

  private static String failure(ProbeException e) {
    if (e instanceof UnresolvedTargetException unresolved) {
      return unresolved.problem().description() + ", so no probe was sent";
    }
    if (e instanceof TargetDeniedException) {
      return "the target policy of the client denied the probe";
    }
    return e instanceof LocalFaultException
        ? "a local failure prevented the probe"
        : "the probe was cancelled";
  }

  /** Returns the overall state, or the addresses that do not meet the expectation. */
  private static String seen(ProbeReport report, AddressScope scope, Predicate<Attempt> meets) {
    List<Attempt> others = report.attempts().stream().filter(meets.negate()).toList();
    boolean single = report.attempts().size() + report.omissions().size() == 1;
    if (scope == AddressScope.ANY || single || others.isEmpty()) {
      return "it is " + state(report);
    }
    String more =
        others.size() > MAX_NAMED_ADDRESSES
            ? " and " + (others.size() - MAX_NAMED_ADDRESSES) + " more"
            : "";
    return others.stream()
            .limit(MAX_NAMED_ADDRESSES)
            .map(UnmetExpectation::state)
            .collect(Collectors.joining(", "))
        + more;
  }

  private static String state(Attempt attempt) {
    return AddressText.of(attempt.remote().getAddress())
        + " is "
        + attempt.state().description()
        + " ("
        + attempt.reason().description()
        + ")";
  }

  private static String state(ProbeReport report) {
    return report.state().description() + " (" + report.reason().description() + ")";
  }

  /** Returns why a report proves neither the expectation nor its opposite. */
  private static String doubt(ProbeReport report, AddressScope scope) {
    if (!report.omissions().isEmpty()) {
      return "some addresses were not probed";
    }
    Optional<Reason> hidden =
        scope == AddressScope.ANY
            ? Optional.of(report.reason()).filter(reason -> hidesTheAnswer(report.state()))
            : report.attempts().stream()
                .filter(attempt -> hidesTheAnswer(attempt.state()))
                .map(Attempt::reason)
                .findFirst();
    return hidden.map(UnmetExpectation::doubt).orElse("the addresses do not agree");
  }

  private static String doubt(Reason reason) {
    return switch (reason) {
      case SILENT -> "over UDP a silent service looks like a packet filter";
      case TIMED_OUT -> "silence does not show whether anything listens";
      case ADMIN_PROHIBITED, PORT_UNREACHABLE -> "a packet filter hides whether anything listens";
      default -> "the probe did not reach the port";
    };
  }

  private static boolean hidesTheAnswer(PortState state) {
    return state == PortState.FILTERED || state == PortState.LISTENING_OR_FILTERED;
  }
}
