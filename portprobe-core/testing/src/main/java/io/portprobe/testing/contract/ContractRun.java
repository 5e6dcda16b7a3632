package io.portprobe.testing.contract;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.client.BoundedProbes;
import io.portprobe.testing.internal.expectation.EvidenceText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A check of a contract whose probes have been sent. */
final class ContractRun implements AutoCloseable {
  /** The timeout of a name, where none is set: that of a client without settings. */
  private static final Duration NAME_TIMEOUT = Duration.ofSeconds(5);

  private final NetworkContract contract;
  private final List<NameCheck> names;
  private final List<PortCheck> ports;
  private final BoundedProbes batch;
  private final Optional<String> vantage;
  private final int skipped;
  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();

  private ContractRun(
      NetworkContract contract,
      List<NameCheck> names,
      List<PortCheck> ports,
      BoundedProbes batch,
      Optional<String> vantage,
      int skipped) {
    this.contract = contract;
    this.names = names;
    this.ports = ports;
    this.batch = batch;
    this.vantage = vantage;
    this.skipped = skipped;
  }

  /**
   * Resolves the names and sends the probes.
   *
   * @throws IllegalArgumentException if a probe is invalid; nothing has been sent in that case
   */
  static ContractRun start(
      NetworkContract contract,
      ProbeClient client,
      Optional<Duration> timeout,
      Optional<String> vantage,
      int skipped) {
    List<PortCheck> ports =
        contract.entries().stream().map(entry -> PortCheck.of(entry, client, timeout)).toList();
    List<NameCheck> names =
        contract.names().stream()
            .map(
                entry ->
                    new NameCheck(
                        entry, client.resolve(entry.name(), timeout.orElse(NAME_TIMEOUT))))
            .toList();
    BoundedProbes batch =
        BoundedProbes.call(client.window(), ports.stream().map(RepeatedProbe::of).toList());
    return new ContractRun(contract, names, ports, batch, vantage, skipped);
  }

  /** Returns the lines that are checked. */
  NetworkContract contract() {
    return contract;
  }

  /**
   * Waits for all results and judges them on the calling thread, which may block: plug-ins are
   * called and the socket table is read.
   *
   * @param listener receives each row
   */
  ContractReport await(Consumer<? super ContractRow> listener) throws InterruptedException {
    List<ContractRow> rows = new ArrayList<>();
    EvidenceText evidence = new EvidenceText();
    for (NameCheck name : names) {
      add(rows, name.check(), listener);
    }
    List<CompletableFuture<ProbeReport>> results = batch.results();
    for (int i = 0; i < results.size(); i++) {
      add(rows, ports.get(i).check(results.get(i), evidence), listener);
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    return new DefaultContractReport(rows, vantage, skipped, started, elapsed);
  }

  private static void add(
      List<ContractRow> rows, ContractRow row, Consumer<? super ContractRow> listener) {
    rows.add(row);
    listener.accept(row);
  }

  /** Cancels what has not completed. */
  @Override
  public void close() {
    batch.close();
    names.forEach(name -> name.result().cancel(true));
  }
}
