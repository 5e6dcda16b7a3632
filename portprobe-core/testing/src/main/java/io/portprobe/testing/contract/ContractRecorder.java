package io.portprobe.testing.contract;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.testing.internal.client.BoundedProbes;
import io.portprobe.testing.internal.client.WaitThreads;
import io.portprobe.testing.internal.contract.ContractWords;
import io.portprobe.testing.internal.expectation.AddressScope;
import io.portprobe.testing.internal.expectation.StateExpectation;
import io.portprobe.text.AddressText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A recorder that turns reports into the entries of a contract. */
final class ContractRecorder {
  /**
   * A recorded port.
   *
   * @param entry the expectations that its report meets
   * @param findings the lines of its finding, or why there is none
   * @param stable the lines that an unchanged server sends again
   */
  record RecordedPort(ContractEntry entry, List<String> findings, List<String> stable) {}

  private final List<RecordedPort> recorded = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final List<String> unspoken = new ArrayList<>();

  private ContractRecorder() {}

  /**
   * Probes the ports. A port whose protocol did not finish before the deadline is probed once more
   * after all others, because many connections at once delay a server. Findings are read on the
   * pool of {@link WaitThreads}, because plug-ins may block.
   */
  static CompletableFuture<List<RecordedPort>> record(
      ProbeClient client, Collection<ContractEntry> entries) {
    List<ContractEntry> templates = List.copyOf(entries);
    List<PortProbe> probes =
        templates.stream().map(template -> PortCheck.recording(template, client)).toList();
    CompletableFuture<List<RecordedPort>> recording = new CompletableFuture<>();
    var unused =
        completed(recording, BoundedProbes.send(client.window(), probes))
            .thenCompose(first -> repeatLate(client, recording, probes, first))
            .thenApplyAsync(
                results -> new ContractRecorder().take(templates, results), WaitThreads.pool())
            .whenComplete(
                (recorded, failure) -> {
                  if (failure == null) {
                    recording.complete(recorded);
                  } else {
                    recording.completeExceptionally(
                        failure instanceof CompletionException e && e.getCause() != null
                            ? e.getCause()
                            : failure);
                  }
                });
    return recording;
  }

  /** Returns the results of a batch after its last one. The end of the recording closes it. */
  private static CompletableFuture<List<CompletableFuture<ProbeReport>>> completed(
      CompletableFuture<?> recording, BoundedProbes batch) {
    List<CompletableFuture<ProbeReport>> results = batch.results();
    var unused = recording.whenComplete((all, failure) -> batch.close());
    return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
        .handle((all, failure) -> results);
  }

  /** Returns the results, of which those without a finished protocol are of a second probe. */
  private static CompletableFuture<List<CompletableFuture<ProbeReport>>> repeatLate(
      ProbeClient client,
      CompletableFuture<?> recording,
      List<PortProbe> probes,
      List<CompletableFuture<ProbeReport>> first) {
    List<Integer> late =
        IntStream.range(0, first.size()).filter(i -> isLate(first.get(i))).boxed().toList();
    BoundedProbes batch =
        BoundedProbes.send(client.window(), late.stream().map(probes::get).toList());
    return completed(recording, batch)
        .thenApply(
            second -> {
              List<CompletableFuture<ProbeReport>> results = new ArrayList<>(first);
              for (int i = 0; i < late.size(); i++) {
                if (!second.get(i).isCompletedExceptionally()) {
                  results.set(late.get(i), second.get(i));
                }
              }
              return results;
            });
  }

  /** Returns whether the deadline ended the protocol of a listening port. */
  private static boolean isLate(CompletableFuture<ProbeReport> result) {
    return !result.isCompletedExceptionally()
        && result
            .join()
            .dialogue()
            .filter(dialogue -> dialogue.cause() == DialogueReport.Cause.DEADLINE)
            .isPresent();
  }

  private List<RecordedPort> take(
      List<ContractEntry> templates, List<CompletableFuture<ProbeReport>> results) {
    for (int i = 0; i < results.size(); i++) {
      try {
        take(templates.get(i), results.get(i).join());
      } catch (CompletionException e) {
        failures.add(e.getCause() == null ? e : e.getCause());
      } catch (CancellationException e) { // by the owner of the client
        failures.add(e);
      }
    }
    if (!undecided.isEmpty()) {
      failures.add(
          unrecorded(
              undecided,
              results.size(),
              "at least one listening address, or the same state for all addresses"));
    }
    if (!unspoken.isEmpty()) {
      failures.add(unrecorded(unspoken, results.size(), "the protocol and TLS of the entry"));
    }
    if (failures.isEmpty()) {
      return recorded;
    }
    Throwable first = failures.get(0);
    failures.stream().filter(each -> each != first).forEach(first::addSuppressed);
    throw new CompletionException(first);
  }

  private void take(ContractEntry template, ProbeReport report) {
    AddressScope scope = template.probe().allAddresses() ? AddressScope.ALL : AddressScope.ANY;
    if (!StateExpectation.of(report.state()).isProvenBy(report, scope)) {
      undecided.add(report.endpoint() + ": " + addressStates(report));
      return;
    }
    Optional<DialogueReport> spoken =
        report.dialogue().filter(dialogue -> dialogue.outcome() == Outcome.FINISHED);
    ContractEntry entry = entry(template, report, spoken.map(DialogueReport::protocol));
    List<Mismatch> mismatches = PortJudge.judge(entry, report).mismatches();
    if (!mismatches.isEmpty()) {
      unspoken.add(
          report.endpoint()
              + ": "
              + mismatches.stream().map(Mismatch::toString).collect(Collectors.joining("; ")));
      return;
    }
    List<String> findings =
        spoken
            .flatMap(DialogueReport::finding)
            .map(Finding::lines)
            .orElseGet(() -> report.dialogue().map(ContractRecorder::unfinished).orElse(List.of()));
    ServiceFacts facts =
        spoken.flatMap(DialogueReport::finding).map(Finding::facts).orElse(ServiceFacts.none());
    List<String> stable = findings.stream().filter(line -> !facts.isVolatile(line)).toList();
    recorded.add(new RecordedPort(entry, List.copyOf(findings), stable));
  }

  /**
   * Returns the expectations that the report meets. A port that is not listening speaks no
   * protocol, so that its entry has none.
   */
  private static ContractEntry entry(
      ContractEntry template, ProbeReport report, Optional<String> spoken) {
    boolean listening = report.state() == PortState.LISTENING;
    Optional<String> protocol = listening ? template.protocol().or(() -> spoken) : Optional.empty();
    return new ContractEntry(
            "recorded",
            report.endpoint(),
            report.state(),
            reasons(report),
            protocol,
            List.of(),
            Map.of())
        .withProbe(listening ? template.probe() : template.probe().withoutDialogue())
        .withDetails(template.details());
  }

  /** Returns why the contract does not expect the protocol that is bound to the port. */
  private static List<String> unfinished(DialogueReport dialogue) {
    return List.of(
        "not recorded: "
            + dialogue.protocol()
            + ": "
            + ContractWords.word(dialogue.outcome())
            + (dialogue.note().isEmpty() ? "" : ", " + dialogue.note()));
  }

  /** Returns the reason if the addresses agree on it: the first one depends on the resolver. */
  private static Set<Reason> reasons(ProbeReport report) {
    Set<Reason> reasons =
        report.attempts().stream()
            .filter(attempt -> attempt.state() == report.state())
            .map(attempt -> attempt.reason())
            .collect(Collectors.toUnmodifiableSet());
    return reasons.size() == 1 ? reasons : Set.of();
  }

  private static String addressStates(ProbeReport report) {
    Stream<String> results =
        report.attempts().stream()
            .map(
                attempt ->
                    AddressText.of(attempt.remote().getAddress())
                        + " is "
                        + attempt.state().description()
                        + " ("
                        + attempt.reason().description()
                        + ")");
    Stream<String> omissions =
        report.omissions().stream().map(omission -> "skipped: " + omission.getMessage());
    return Stream.concat(results, omissions).collect(Collectors.joining("; "));
  }

  private static IllegalStateException unrecorded(List<String> ports, int count, String expected) {
    return new IllegalStateException(
        ports.size()
            + " of "
            + count
            + (count == 1 ? " port" : " ports")
            + " cannot be recorded (expected: "
            + expected
            + "):\n  "
            + String.join("\n  ", ports));
  }
}
