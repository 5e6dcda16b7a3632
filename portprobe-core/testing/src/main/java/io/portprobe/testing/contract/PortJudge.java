package io.portprobe.testing.contract;

import io.portprobe.Attempt;
import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.spi.TlsInfo;
import io.portprobe.testing.contract.DefaultContractRow.Difference;
import io.portprobe.testing.internal.contract.ContractWords;
import io.portprobe.testing.internal.expectation.AddressScope;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.testing.internal.expectation.UnmetExpectation;
import io.portprobe.testing.internal.finding.CertificateCheck;
import io.portprobe.testing.internal.finding.FindingComponents;
import io.portprobe.testing.internal.finding.SimilarLine;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A comparison of a report with a line of a contract. It finds all differences, so that one run
 * shows what has to change. Confined to the calling thread.
 */
final class PortJudge {
  private static final int MAX_SHOWN = 200;

  /**
   * A verdict about a report.
   *
   * @param unmet the differences as a sentence; empty if the line is met
   * @param mismatches every difference
   */
  record Judgement(Optional<UnmetExpectation> unmet, List<Mismatch> mismatches) {}

  private final ContractEntry entry;
  private final ProbeReport report;
  private final AddressScope scope;
  private final List<Mismatch> mismatches = new ArrayList<>();
  private Optional<UnmetExpectation> unmet = Optional.empty();

  private PortJudge(ContractEntry entry, ProbeReport report) {
    this.entry = entry;
    this.report = report;
    this.scope = entry.probe().allAddresses() ? AddressScope.ALL : AddressScope.ANY;
  }

  /** Returns the state that an entry expects. */
  static StateExpectation state(ContractEntry entry) {
    return entry.isBlocked() ? StateExpectation.UNAVAILABLE : StateExpectation.of(entry.state());
  }

  static Judgement judge(ContractEntry entry, ProbeReport report) {
    PortJudge judge = new PortJudge(entry, report);
    boolean stateMet = judge.state();
    judge.reason(stateMet);
    if (stateMet) {
      judge.dialogue();
      judge.certificate();
    }
    return new Judgement(judge.unmet, List.copyOf(judge.mismatches));
  }

  private void add(UnmetExpectation difference) {
    unmet = Optional.of(unmet.map(first -> first.and(difference)).orElse(difference));
  }

  private boolean state() {
    StateExpectation state = state(entry);
    if (state.isProvenBy(report, scope)) {
      return true;
    }
    add(UnmetExpectation.ofState(state, scope, report));
    mismatches.add(
        new Difference(
            "state",
            entry.stateWord(),
            seen(attempt -> attempt.state().description(), report.state().description())));
    return false;
  }

  private void reason(boolean stateMet) {
    boolean met =
        scope == AddressScope.ANY
            ? entry.reasons().contains(report.reason())
            : report.attempts().stream()
                .allMatch(attempt -> entry.reasons().contains(attempt.reason()));
    if (entry.reasons().isEmpty() || met) {
      return;
    }
    if (stateMet) { // otherwise the sentence about the state has the reason
      add(UnmetExpectation.ofReason(entry.reasons(), scope, report));
    }
    mismatches.add(
        new Difference(
            "reason",
            entry.reasons().stream().map(Reason::description).collect(Collectors.joining(" or ")),
            seen(attempt -> attempt.reason().description(), report.reason().description())));
  }

  /** Returns what was seen, for each address if they differ. */
  private String seen(Function<Attempt, String> part, String overall) {
    String omitted = report.omissions().isEmpty() ? "" : "; addresses were skipped";
    boolean same = report.attempts().stream().map(part).distinct().count() == 1;
    String text =
        same
            ? overall
            : report.attempts().stream()
                .map(
                    attempt ->
                        part.apply(attempt)
                            + " on "
                            + AddressText.of(attempt.remote().getAddress()))
                .collect(Collectors.joining(", "));
    return SafeText.line(text + omitted, MAX_SHOWN);
  }

  private void dialogue() {
    if (entry.protocol().isEmpty() && entry.answer().isEmpty()) {
      return;
    }
    List<DialogueReport> finished =
        dialogues().filter(dialogue -> dialogue.outcome() == Outcome.FINISHED).toList();
    int required = scope == AddressScope.ANY ? 1 : report.attempts().size();
    if (finished.size() < required) {
      add(
          entry.answer().isPresent()
              ? UnmetExpectation.ofAnswer(answerSeen())
              : UnmetExpectation.ofDialogue(scope, report));
      mismatches.add(
          entry
              .answer()
              .map(answer -> new Difference("answer", "contains " + answer, answerSeen()))
              .orElseGet(
                  () ->
                      new Difference("protocol", entry.protocol().orElseThrow(), dialogueSeen())));
      return;
    }
    for (DialogueReport dialogue : finished.subList(0, required)) {
      dialogue.finding().ifPresent(this::finding);
      if (dialogue.finding().isEmpty()) {
        add(UnmetExpectation.ofDialogue(scope, report));
        mismatches.add(new Difference("protocol", "a finding", "none"));
      }
    }
  }

  private Stream<DialogueReport> dialogues() {
    return report.attempts().stream().flatMap(attempt -> attempt.dialogue().stream());
  }

  private String dialogueSeen() {
    return report
        .dialogue()
        .map(
            dialogue ->
                ContractWords.word(dialogue.outcome())
                    + (dialogue.note().isEmpty() ? "" : ", " + dialogue.note()))
        .map(text -> SafeText.line(text, MAX_SHOWN))
        .orElse("no dialogue");
  }

  private String answerSeen() {
    return report.attempts().stream()
        .map(Attempt::firstBytes)
        .filter(bytes -> bytes.hasRemaining())
        .findFirst()
        .map(bytes -> SafeText.quote(StandardCharsets.UTF_8.decode(bytes).toString()))
        .map(text -> SafeText.line(text, MAX_SHOWN))
        .orElse("nothing");
  }

  private void finding(Finding finding) {
    List<String> differences = new ArrayList<>();
    lines(finding, differences);
    values(finding, differences);
    if (!differences.isEmpty()) {
      add(UnmetExpectation.ofFinding(finding, new AssertionError(String.join("; ", differences))));
    }
  }

  private void lines(Finding finding, List<String> differences) {
    List<String> seen = finding.lines();
    for (String text : entry.lines()) {
      if (seen.stream().noneMatch(line -> line.contains(text))) {
        differences.add("no line contains '" + text + "'");
        mismatches.add(
            new Difference(
                "lines",
                SafeText.line(SafeText.quote(text), MAX_SHOWN),
                SimilarLine.of(text, seen).map(SafeText::quote).orElse("no such line")));
      }
    }
  }

  private void values(Finding finding, List<String> differences) {
    for (Map.Entry<String, String> value : new TreeMap<>(entry.values()).entrySet()) {
      String name = value.getKey();
      Optional<String> component = FindingComponents.value(finding, name);
      String seen;
      if (component.isEmpty()) {
        seen = FindingComponents.has(finding, name) ? "no value" : "no such component";
        differences.add("it has no component " + name);
      } else if (!component.get().equals(value.getValue())) {
        seen = SafeText.quote(component.get());
        differences.add(name + " is " + seen + ", not " + SafeText.quote(value.getValue()));
      } else {
        continue;
      }
      mismatches.add(
          new Difference(
              "values." + name,
              SafeText.line(SafeText.quote(value.getValue()), MAX_SHOWN),
              SafeText.line(seen, MAX_SHOWN)));
    }
  }

  private void certificate() {
    boolean tlsOnly = entry.probe().tls().orElse(false);
    if (entry.certificate().isEmpty() && !tlsOnly) {
      return;
    }
    List<TlsInfo> complete = report.tls().stream().filter(TlsInfo::complete).toList();
    int required = scope == AddressScope.ANY ? 1 : report.attempts().size();
    if (complete.size() < required) {
      addDetail(new Difference("tls", "a complete TLS handshake", dialogueSeen()));
      return;
    }
    if (entry.certificate().isEmpty()) {
      return;
    }
    Instant now = Instant.now();
    List<List<Mismatch>> checked =
        complete.stream()
            .map(tls -> certificate(tls, now))
            .filter(list -> !list.isEmpty())
            .toList();
    boolean met = scope == AddressScope.ANY ? checked.size() < complete.size() : checked.isEmpty();
    if (!met) {
      List<List<Mismatch>> shown = scope == AddressScope.ANY ? checked.subList(0, 1) : checked;
      shown.stream().flatMap(List::stream).distinct().forEach(this::addDetail);
    }
  }

  private List<Mismatch> certificate(TlsInfo tls, Instant now) {
    return tls.certificates().isEmpty()
        ? List.of(new Difference("certificate", "a certificate", "none"))
        : CertificateCheck.differences(expected(entry.certificate().orElseThrow()), tls, now)
            .stream()
            .<Mismatch>map(each -> new Difference(each.what(), each.expected(), each.seen()))
            .toList();
  }

  private static CertificateCheck.Expected expected(CertificateExpectation certificate) {
    return new CertificateCheck.Expected(
        certificate.daysLeft(), certificate.names(), certificate.issuer(), certificate.trusted());
  }

  private void addDetail(Mismatch mismatch) {
    mismatches.add(mismatch);
    add(UnmetExpectation.ofDetail(mismatch.what(), mismatch.expected(), mismatch.seen()));
  }
}
