package io.portprobe.testing.internal.wait;

import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A factory of the error of a failed wait: what was expected, for how long, and each result. */
final class WaitFailure {
  private static final int MAX_NAMED_PORTS = 5;

  private WaitFailure() {}

  /**
   * Creates the error.
   *
   * @param abortReason why the wait ended early; empty at the deadline
   */
  static AssertionError of(
      WaitSettings settings,
      Expectation expectation,
      List<PortPoll> polls,
      Duration waited,
      Optional<String> abortReason) {
    StringJoiner text = new StringJoiner("\n");
    text.add(headline(settings, expectation, polls, waited, abortReason));
    EvidenceText evidence = new EvidenceText();
    boolean single = polls.size() == 1;
    for (PortPoll poll : polls) {
      if (!single) {
        text.add("  " + poll.probe.endpoint() + ": " + portResult(poll, settings));
      }
      addDetails(poll, settings, evidence, single ? "  " : "    ", text);
    }
    return AssertionErrors.create(
        text.toString(), expectation.description(), actual(settings, polls), lastThrowable(polls));
  }

  /** Returns the reason to abort when the results of too many ports are final. */
  static String tooFew(List<PortPoll> blockers, int ports) {
    return ports == 1
        ? "the result cannot change"
        : blockers.stream()
            .map(poll -> Objects.requireNonNull(poll.failure).getMessage())
            .collect(Collectors.joining("; ", "too few ports remain (", ")"));
  }

  private static String headline(
      WaitSettings settings,
      Expectation expectation,
      List<PortPoll> polls,
      Duration waited,
      Optional<String> abortReason) {
    String time = EvidenceText.time(waited);
    String verb =
        abortReason
            .map(reason -> "Stopped waiting after " + time + " because " + reason + ": expected ")
            .orElse("Waited " + time + " for ");
    return AssertionErrors.labelled(
        settings.label(),
        verb
            + subject(settings, polls)
            + " "
            + expectation.description()
            + held(settings)
            + result(settings, polls)
            + ".");
  }

  private static String actual(WaitSettings settings, List<PortPoll> polls) {
    UnmetExpectation unmet = polls.get(0).unmet;
    return polls.size() == 1 && unmet != null
        ? unmet.actual()
        : result(settings, polls).replaceFirst("^, (but )?(which is )?", "");
  }

  private static String subject(WaitSettings settings, List<PortPoll> polls) {
    int ports = polls.size();
    if (ports == 1) {
      return polls.get(0).probe.endpoint().toString();
    }
    if (settings.required() == ports) {
      return "all " + ports + " ports";
    }
    return settings.required() == 1
        ? "one of " + ports + " ports"
        : settings.required() + " of " + ports + " ports";
  }

  private static String held(WaitSettings settings) {
    WaitSettings.Condition condition = settings.condition();
    return (condition.inARow() == 1 ? "" : " in " + condition.inARow() + " reports in a row")
        + (condition.held().isZero()
            ? ""
            : " for " + EvidenceText.time(condition.held()) + " without interruption");
  }

  private static String result(WaitSettings settings, List<PortPoll> polls) {
    if (polls.size() == 1) {
      return portResult(polls.get(0));
    }
    long met = polls.stream().filter(PortPoll::isMet).count();
    if (met >= settings.required()) {
      return ", but not at the same time";
    }
    if (met == 0) {
      return ", but none of them meets this";
    }
    List<String> unmet =
        polls.stream()
            .filter(poll -> !poll.isMet())
            .map(poll -> poll.probe.endpoint().toString())
            .toList();
    String more =
        unmet.size() > MAX_NAMED_PORTS ? " and " + (unmet.size() - MAX_NAMED_PORTS) + " more" : "";
    return unmet.stream()
        .limit(MAX_NAMED_PORTS)
        .collect(
            Collectors.joining(
                ", ",
                String.format(
                    Locale.ROOT,
                    ", but %d of them %s not meet this: ",
                    unmet.size(),
                    unmet.size() == 1 ? "does" : "do"),
                more));
  }

  /** Returns the text that follows the expectation. */
  private static String portResult(PortPoll poll) {
    if (poll.unmet != null) {
      return poll.unmet.text();
    }
    return poll.report == null
        ? UnmetExpectation.ofNoResult().text()
        : ", but this held for only " + EvidenceText.time(poll.longest()) + reports(poll);
  }

  private static String reports(PortPoll poll) {
    return poll.requiredInARow() == 1
        ? ""
        : ", in " + poll.inARow() + (poll.inARow() == 1 ? " report" : " reports in a row");
  }

  private static String portResult(PortPoll poll, WaitSettings settings) {
    if (poll.isMet()) {
      return "as expected";
    }
    String text = portResult(poll).replaceFirst("^, (but )?(which is )?", "");
    if (poll.isFinal()) {
      return text + "; not probed again because the result cannot change";
    }
    return settings.condition().held().isZero() || poll.longest().isZero() || poll.unmet == null
        ? text
        : text + "; the expectation held for " + EvidenceText.time(poll.longest());
  }

  private static void addDetails(
      PortPoll poll,
      WaitSettings settings,
      EvidenceText evidence,
      String indent,
      StringJoiner text) {
    int probes = poll.history.results();
    text.add(
        indent
            + "probed "
            + (probes == 1 ? "once" : probes + " times")
            + timeout(poll, settings)
            + ": "
            + poll.history
            + (poll.isInFlight() ? "; one more probe was in flight" : ""));
    if (poll.unmet != null) {
      poll.unmet.finding().ifPresent(finding -> add(EvidenceText.of(finding), indent, text));
    }
    if (poll.report != null) {
      add(evidence.of(poll.report), indent.substring(2), text);
    } else if (poll.failure != null) {
      text.add(indent + Objects.requireNonNullElse(poll.failure.getMessage(), "no message"));
    }
    if (!poll.isMet()) {
      text.add(indent + "next: " + next(poll, settings));
    }
  }

  private static String next(PortPoll poll, WaitSettings settings) {
    UnmetExpectation unmet = poll.unmet;
    if (unmet == null) {
      return poll.report == null
          ? UnmetExpectation.ofNoResult().next()
          : "allow more time with within(...), or require this for a shorter time";
    }
    boolean slow = poll.timedOut && !settings.polling().grows();
    return unmet.next()
        + (slow ? "; a response that takes longer is seen with a longer probeTimeout(...)" : "");
  }

  /** Returns the time limit of a probe if a probe exceeded it: the server may just be slow. */
  private static String timeout(PortPoll poll, WaitSettings settings) {
    if (!poll.timedOut) {
      return "";
    }
    String first = EvidenceText.time(settings.polling().probeTimeout());
    return settings.polling().grows()
        ? " (probeTimeout " + first + " at first, doubled after each probe that exceeded it)"
        : " (probeTimeout " + first + " each)";
  }

  private static void add(String lines, String indent, StringJoiner text) {
    lines.lines().forEach(line -> text.add(indent + line));
  }

  /** Returns the most recent failure of any port. */
  private static @Nullable Throwable lastThrowable(List<PortPoll> polls) {
    return polls.stream()
        .filter(poll -> poll.failure != null)
        .reduce((one, other) -> other.failedAt() - one.failedAt() >= 0 ? other : one)
        .map(poll -> poll.failure)
        .orElse(null);
  }
}
