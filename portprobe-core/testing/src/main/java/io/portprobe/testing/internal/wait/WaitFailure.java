package io.portprobe.testing.internal.wait;

import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.expectation.Expectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the error of a wait that ended in vain: for what, for how long, and what came back. */
final class WaitFailure {
  private WaitFailure() {}

  /** Without a reason to give up, the deadline came. */
  static AssertionError of(
      WaitSettings settings,
      Expectation goal,
      List<PortPoll> watches,
      Duration waited,
      Optional<String> why) {
    StringJoiner text = new StringJoiner("\n");
    text.add(headline(settings, goal, watches, waited, why));
    EvidenceText evidence = new EvidenceText();
    boolean single = watches.size() == 1;
    for (PortPoll watch : watches) {
      if (!single) {
        text.add("  " + watch.probe.endpoint() + ": " + standing(watch, settings));
      }
      tell(watch, settings, evidence, single ? "  " : "    ", text);
    }
    return new AssertionError(text.toString(), lastThrowable(watches));
  }

  /** Why there is no use in waiting on. */
  static String hopeless(List<PortPoll> spoilers, int ports) {
    return ports == 1
        ? "it will not get better"
        : spoilers.stream()
            .map(watch -> Objects.requireNonNull(watch.failure).getMessage())
            .collect(Collectors.joining("; ", "too few ports are left (", ")"));
  }

  private static String headline(
      WaitSettings settings,
      Expectation goal,
      List<PortPoll> watches,
      Duration waited,
      Optional<String> why) {
    String time = EvidenceText.time(waited);
    String verb =
        why.map(happened -> "Gave up after " + time + ", since " + happened + "; waited for ")
            .orElse("Waited " + time + " for ");
    return verb
        + subject(settings, watches)
        + " "
        + goal.words()
        + held(settings)
        + result(settings, watches)
        + ".";
  }

  private static String subject(WaitSettings settings, List<PortPoll> watches) {
    int ports = watches.size();
    if (ports == 1) {
      return watches.get(0).probe.endpoint().toString();
    }
    if (settings.enough() == ports) {
      return "all of " + ports + " ports";
    }
    return settings.enough() == 1
        ? "one of " + ports + " ports"
        : settings.enough() + " of " + ports + " ports";
  }

  private static String held(WaitSettings settings) {
    return settings.held().isZero() ? "" : " for " + EvidenceText.time(settings.held()) + " on end";
  }

  private static String result(WaitSettings settings, List<PortPoll> watches) {
    if (watches.size() == 1) {
      return standing(watches.get(0));
    }
    long met = watches.stream().filter(PortPoll::isMet).count();
    if (met >= settings.enough()) {
      return ", but not at the same time";
    }
    return ", but " + (met == 0 ? "none is" : met == 1 ? "one is" : met + " are");
  }

  /** Goes on behind the words of the goal. */
  private static String standing(PortPoll watch) {
    if (watch.shortfall != null) {
      return watch.shortfall.text();
    }
    return watch.report == null
        ? UnmetExpectation.ofNothing().text()
        : ", but it held for " + EvidenceText.time(watch.longest()) + " only";
  }

  private static String standing(PortPoll watch, WaitSettings settings) {
    if (watch.isMet()) {
      return "as it should be";
    }
    String text = standing(watch).replaceFirst("^, (but )?(which is )?", "");
    if (watch.hopeless) {
      return text + "; it was not asked again, since that will not get better";
    }
    return settings.held().isZero() || watch.longest().isZero() || watch.shortfall == null
        ? text
        : text + "; it held for " + EvidenceText.time(watch.longest());
  }

  private static void tell(
      PortPoll watch,
      WaitSettings settings,
      EvidenceText evidence,
      String indent,
      StringJoiner text) {
    int answers = watch.history.answers();
    text.add(
        indent
            + "asked "
            + (answers == 1 ? "once" : answers + " times")
            + limit(watch, settings)
            + ": "
            + watch.history
            + (watch.inFlight == null || watch.inFlight.isDone()
                ? ""
                : "; one more answer was outstanding"));
    if (watch.shortfall != null) {
      watch.shortfall.finding().ifPresent(finding -> add(EvidenceText.of(finding), indent, text));
    }
    if (watch.report != null) {
      add(evidence.of(watch.report), indent.substring(2), text);
    } else if (watch.failure != null) {
      text.add(indent + Objects.requireNonNullElse(watch.failure.getMessage(), "no message"));
    }
  }

  /** What a server that is slower than that is to blame for. */
  private static String limit(PortPoll watch, WaitSettings settings) {
    return watch.outOfTime ? ", each for " + EvidenceText.time(settings.each()) + " at most" : "";
  }

  private static void add(String lines, String indent, StringJoiner text) {
    lines.lines().forEach(line -> text.add(indent + line));
  }

  /** What was thrown last by the clock, whichever port it was about. */
  private static @Nullable Throwable lastThrowable(List<PortPoll> watches) {
    return watches.stream()
        .filter(watch -> watch.failure != null)
        .reduce((one, other) -> other.failedAt() - one.failedAt() >= 0 ? other : one)
        .map(watch -> watch.failure)
        .orElse(null);
  }
}
