package io.portprobe.testing.contract;

import io.portprobe.AddressSelection;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.testing.contract.PortJudge.Judgement;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.EvidenceText;
import io.portprobe.testing.internal.finding.AnswerProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * A check of one port of a contract. The checks of all ports are created before the first probe is
 * sent, so that an invalid port leaves nothing in flight.
 */
final class PortCheck {
  private final ContractEntry entry;
  private final PortProbe probe;

  private PortCheck(ContractEntry entry, PortProbe probe) {
    this.entry = entry;
    this.probe = probe;
  }

  /**
   * Prepares the probe.
   *
   * @throws IllegalArgumentException if the client does not know the protocol or an option, or the
   *     timeout is out of range; the message names the line of the file
   */
  static PortCheck of(ContractEntry entry, ProbeClient client, Optional<Duration> timeout) {
    PortProbe probe = client.probe(entry.endpoint());
    if (timeout.isPresent()) {
      probe = probe.timeout(timeout.get());
    }
    try {
      return new PortCheck(entry, speaking(entry, conditions(entry, probe)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(entry.origin() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the probe that records an entry. Without a protocol, TLS and a payload it speaks the
   * protocol that is bound to the port.
   *
   * @throws IllegalArgumentException as for {@link #of}
   */
  static PortProbe recording(ContractEntry entry, ProbeClient client) {
    ContractProbe settings = entry.probe();
    return entry.protocol().isEmpty() && settings.tls().isEmpty() && settings.payload().isEmpty()
        ? conditions(entry, client.probe(entry.endpoint()))
        : of(entry, client, Optional.empty()).probe();
  }

  private static PortProbe conditions(ContractEntry entry, PortProbe standard) {
    ContractProbe settings = entry.probe();
    PortProbe probe = standard.retries(settings.retries());
    if (settings.timeout().isPresent()) {
      probe = probe.timeout(settings.timeout().get());
    }
    return settings.addresses() == AddressSelection.ALL
        ? probe
        : probe.addresses(settings.addresses());
  }

  private static PortProbe speaking(ContractEntry entry, PortProbe bare) {
    ContractProbe settings = entry.probe();
    boolean tlsOnly = entry.protocol().isEmpty() && entry.answer().isEmpty();
    PortProbe probe = bare;
    if (entry.answer().isPresent()) {
      probe =
          probe.as(
              new AnswerProtocol(
                  entry.endpoint(),
                  settings.payload().map(ContractPayload::bytes),
                  entry.answer().get().bytes()));
    } else if (entry.protocol().isPresent()) {
      probe = withOptions(entry, probe.as(entry.protocol().get()));
    } else if (settings.payload().isPresent()) {
      return probe.payload(settings.payload().get().bytes()).stateOnly();
    }
    boolean tls = settings.tls().orElse(tlsOnly && entry.certificate().isPresent());
    if (tls) {
      return probe.tls();
    }
    boolean plain = settings.tls().isPresent() && entry.endpoint().transport() == Transport.TCP;
    PortProbe spoken = plain ? probe.plain() : probe;
    return tlsOnly ? spoken.stateOnly() : spoken;
  }

  private static PortProbe withOptions(ContractEntry entry, PortProbe spoken) {
    PortProbe probe = spoken;
    String prefix = entry.protocol().orElseThrow() + ".";
    for (Map.Entry<String, String> option : entry.probe().options().entrySet()) {
      String name = option.getKey();
      probe = probe.option(name.contains(".") ? name : prefix + name, option.getValue());
    }
    return probe;
  }

  ContractEntry entry() {
    return entry;
  }

  /** Returns the probe to send. */
  PortProbe probe() {
    return probe;
  }

  /**
   * Waits for the result and checks it. Runs on the asserting thread, because it calls plug-ins and
   * reads the socket table, which must not happen on an event loop.
   *
   * @param evidence the evidence of the whole message
   * @throws IllegalStateException if the probe failed for another reason than a {@link
   *     ProbeException}
   */
  ContractRow check(CompletableFuture<ProbeReport> result, EvidenceText evidence)
      throws InterruptedException {
    try {
      ProbeReport report = result.get();
      Judgement judgement = PortJudge.judge(entry, report);
      Optional<AssertionError> error =
          judgement
              .unmet()
              .map(
                  unmet ->
                      AssertionErrors.of(
                          subject(), report, unmet, evidence, table(judgement.mismatches())));
      return DefaultContractRow.of(entry, report, judgement.mismatches(), error);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unsent) {
        return DefaultContractRow.failed(entry, unsent, AssertionErrors.of(subject(), unsent));
      }
      if (e.getCause() instanceof RuntimeException misuse) {
        throw misuse;
      }
      throw new IllegalStateException(entry.endpoint() + ": the probe failed", e.getCause());
    }
  }

  /** The sentence of a single difference, or of a state and its reason, contains it. */
  private static List<String> table(List<Mismatch> mismatches) {
    boolean inSentence = mismatches.size() < 2 || mismatches.get(0).what().equals("state");
    return inSentence ? List.of() : mismatches.stream().map(Mismatch::toString).toList();
  }

  private AssertionErrors.Subject subject() {
    return new AssertionErrors.Subject(Optional.empty(), entry.endpoint(), expected(entry));
  }

  private static String reasons(ContractEntry entry) {
    return entry.reasons().isEmpty()
        ? ""
        : entry.reasons().stream()
            .map(Reason::description)
            .collect(Collectors.joining(" or ", " (", ")"));
  }

  /** Returns what an entry expects, as the text that follows "Expected tcp://db:5432". */
  static String expected(ContractEntry entry) {
    return (entry.isBlocked() ? "to be blocked" : PortJudge.state(entry).description())
        + reasons(entry)
        + (entry.probe().allAddresses() ? " on all addresses" : "")
        + entry.protocol().map(name -> " and to speak " + name).orElse("")
        + entry.answer().map(part -> " and to answer " + part).orElse("");
  }
}
