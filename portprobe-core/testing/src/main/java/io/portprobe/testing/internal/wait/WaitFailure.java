package io.portprobe.testing.internal.wait;

import io.portprobe.internal.wait.WaitPlan;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import io.portprobe.text.TimeText;
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
      List<PortResults> ports,
      Duration waited,
      Optional<String> abortReason) {
    StringJoiner text = new StringJoiner("\n");
    text.add(headline(settings, expectation, ports, waited, abortReason));
    EvidenceText evidence = new EvidenceText();
    boolean single = ports.size() == 1;
    for (PortResults port : ports) {
      if (!single) {
        text.add("  " + port.endpoint() + ": " + portResult(port, settings));
      }
      addDetails(port, settings, evidence, single ? "  " : "    ", text);
      if (!port.poll().isMet()) {
        text.add(
            (single ? "  " : "    ") + "next: " + next(port, settings, abortReason.isPresent()));
      }
    }
    return AssertionErrors.create(
        text.toString(), expectation.description(), actual(settings, ports), lastThrowable(ports));
  }

  /** Returns the reason to abort when the results of too many ports are final. */
  static String tooFew(List<PortResults> blockers, int ports) {
    return ports == 1
        ? "the result cannot change"
        : blockers.stream()
            .map(port -> Objects.requireNonNull(port.failure()).getMessage())
            .collect(Collectors.joining("; ", "too few ports remain (", ")"));
  }

  private static String headline(
      WaitSettings settings,
      Expectation expectation,
      List<PortResults> ports,
      Duration waited,
      Optional<String> abortReason) {
    String time = TimeText.of(waited);
    String verb =
        abortReason
            .map(reason -> "Stopped waiting after " + time + " because " + reason + ": expected ")
            .orElse("Waited " + time + " for ");
    return AssertionErrors.labelled(
        settings.label(),
        verb
            + subject(settings, ports)
            + " "
            + expectation.description()
            + held(settings)
            + result(settings, ports)
            + ".");
  }

  private static String actual(WaitSettings settings, List<PortResults> ports) {
    UnmetExpectation unmet = ports.get(0).unmet();
    return ports.size() == 1 && unmet != null
        ? unmet.actual()
        : result(settings, ports).replaceFirst("^, (but )?(which is )?", "");
  }

  private static String subject(WaitSettings settings, List<PortResults> ports) {
    int count = ports.size();
    if (count == 1) {
      return ports.get(0).endpoint().toString();
    }
    if (settings.plan().required() == count) {
      return "all " + count + " ports";
    }
    return settings.plan().required() == 1
        ? "one of " + count + " ports"
        : settings.plan().required() + " of " + count + " ports";
  }

  private static String held(WaitSettings settings) {
    WaitPlan.Condition condition = settings.plan().condition();
    return (condition.inARow() == 1 ? "" : " in " + condition.inARow() + " reports in a row")
        + (condition.held().isZero()
            ? ""
            : " for " + TimeText.of(condition.held()) + " without interruption");
  }

  private static String result(WaitSettings settings, List<PortResults> ports) {
    if (ports.size() == 1) {
      return portResult(ports.get(0));
    }
    long met = ports.stream().filter(each -> each.poll().isMet()).count();
    if (met >= settings.plan().required()) {
      return ", but not at the same time";
    }
    if (met == 0) {
      return ", but none of them meets this";
    }
    List<String> unmet =
        ports.stream()
            .filter(port -> !port.poll().isMet())
            .map(port -> port.endpoint().toString())
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
  private static String portResult(PortResults port) {
    if (port.unmet() != null) {
      return port.unmet().text();
    }
    return port.report() == null
        ? UnmetExpectation.ofNoResult(false).text()
        : ", but this held for only " + TimeText.of(port.poll().longest()) + reports(port);
  }

  private static String reports(PortResults port) {
    return port.poll().requiredInARow() == 1
        ? ""
        : ", in "
            + port.poll().inARow()
            + (port.poll().inARow() == 1 ? " report" : " reports in a row");
  }

  private static String portResult(PortResults port, WaitSettings settings) {
    if (port.poll().isMet()) {
      return "as expected";
    }
    String text = portResult(port).replaceFirst("^, (but )?(which is )?", "");
    if (port.poll().isFinal()) {
      return text + "; not probed again because the result cannot change";
    }
    return settings.plan().condition().held().isZero()
            || port.poll().longest().isZero()
            || port.unmet() == null
        ? text
        : text + "; the expectation held for " + TimeText.of(port.poll().longest());
  }

  private static void addDetails(
      PortResults port,
      WaitSettings settings,
      EvidenceText evidence,
      String indent,
      StringJoiner text) {
    int probes = port.evidence().history.results();
    text.add(
        indent
            + "probed "
            + (probes == 1 ? "once" : probes + " times")
            + timeout(port, settings)
            + ": "
            + port.evidence().history
            + (port.poll().isInFlight() ? "; one more probe was in flight" : ""));
    if (port.unmet() != null) {
      port.unmet().finding().ifPresent(finding -> add(EvidenceText.of(finding), indent, text));
    }
    if (port.report() != null) {
      add(evidence.of(port.report()), indent.substring(2), text);
    } else if (port.failure() != null) {
      text.add(indent + Objects.requireNonNullElse(port.failure().getMessage(), "no message"));
    }
  }

  private static String next(PortResults port, WaitSettings settings, boolean aborted) {
    UnmetExpectation unmet = port.unmet();
    if (unmet == null) {
      return port.report() == null
          ? UnmetExpectation.ofNoResult(aborted).next()
          : "allow more time with within(...), or require this for a shorter time";
    }
    boolean slow = port.poll().timedOut() && !settings.plan().polling().grows();
    return unmet.next()
        + (slow ? "; a response that takes longer is seen with a longer probeTimeout(...)" : "");
  }

  /** Returns the time limit of a probe if a probe exceeded it: the server may just be slow. */
  private static String timeout(PortResults port, WaitSettings settings) {
    if (!port.poll().timedOut()) {
      return "";
    }
    String first = TimeText.of(settings.plan().polling().probeTimeout());
    return settings.plan().polling().grows()
        ? " (probeTimeout " + first + " at first, doubled after each probe that exceeded it)"
        : " (probeTimeout " + first + " each)";
  }

  private static void add(String lines, String indent, StringJoiner text) {
    lines.lines().forEach(line -> text.add(indent + line));
  }

  /** Returns the most recent failure of any port. */
  private static @Nullable Throwable lastThrowable(List<PortResults> ports) {
    return ports.stream()
        .filter(port -> port.failure() != null)
        .reduce(
            (one, other) -> other.evidence().failedAt - one.evidence().failedAt >= 0 ? other : one)
        .map(port -> port.failure())
        .orElse(null);
  }
}
