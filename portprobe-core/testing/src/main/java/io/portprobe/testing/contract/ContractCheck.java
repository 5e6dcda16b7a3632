package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeClient;
import io.portprobe.testing.internal.client.WaitThreads;
import io.portprobe.text.SafeText;
import io.portprobe.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A check of contracts with a client. Immutable and thread-safe: each setter returns a changed
 * copy.
 *
 * <pre>{@code
 * NetworkContract contract = NetworkContract.read(Path.of("connectivity.yaml"));
 * ContractReport report = ContractCheck.of(client).from("web-tier").check(contract).join();
 * report.rows().stream().filter(row -> row.verdict() != Verdict.MET).forEach(System.out::println);
 * }</pre>
 */
@CheckReturnValue
public final class ContractCheck {
  private final ProbeClient client;
  private final Optional<String> vantage;
  private final Set<String> tags;
  private final Optional<Duration> timeout;
  private final Consumer<? super ContractRow> listener;

  private ContractCheck(
      ProbeClient client,
      Optional<String> vantage,
      Set<String> tags,
      Optional<Duration> timeout,
      Consumer<? super ContractRow> listener) {
    this.client = client;
    this.vantage = vantage;
    this.tags = tags;
    this.timeout = timeout;
    this.listener = listener;
  }

  /**
   * Returns a check of all lines.
   *
   * @param client sends the probes; stays open
   * @return the check; nothing has been sent yet
   */
  public static ContractCheck of(ProbeClient client) {
    return new ContractCheck(
        Objects.requireNonNull(client, "client"),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        row -> {});
  }

  /**
   * Sets the vantage point: where this check runs. Lines that hold for other vantage points are
   * skipped. Default: none, which suits contracts that name no vantage points.
   *
   * @param name a vantage point of the contract
   * @return a changed copy
   */
  public ContractCheck from(String name) {
    return new ContractCheck(client, Optional.of(name), tags, timeout, listener);
  }

  /**
   * Checks only lines that have at least one of these tags. Default: all lines.
   *
   * @param names tags of the contract; duplicates are removed
   * @return a changed copy
   */
  public ContractCheck tagged(String... names) {
    return new ContractCheck(client, vantage, Set.copyOf(List.of(names)), timeout, listener);
  }

  /**
   * Sets the timeout of each name, and of each port whose line has none. Default: the timeout of
   * the client (5 s unless set) for ports, 5 s for names.
   *
   * @param time more than zero, at most one hour; {@link #check} rejects another one
   * @return a changed copy
   */
  public ContractCheck within(Duration time) {
    return new ContractCheck(client, vantage, tags, Optional.of(time), listener);
  }

  /**
   * Sets a listener that receives each row, in the order of the contract, as soon as it and all
   * earlier rows are known. It runs on the thread of the check and may block. An exception that it
   * throws ends the check.
   *
   * @param changed the listener
   * @return a changed copy
   */
  public ContractCheck onRow(Consumer<? super ContractRow> changed) {
    return new ContractCheck(client, vantage, tags, timeout, Objects.requireNonNull(changed));
  }

  /**
   * Checks a contract. As many ports are probed at the same time as the client's limit of open
   * sockets allows. The timeout of a port starts when its probe is sent.
   *
   * @param contract the expectations
   * @return completes with the report, on a daemon thread that may be blocked. Cancelling it
   *     cancels the probes in flight. A line that is not met is no failure
   * @throws IllegalArgumentException if the contract names a protocol or an option that the client
   *     does not know, the timeout is out of range, the contract names vantage points and this
   *     check has none of them, or no line has one of the tags; no probe has been sent
   */
  public CompletableFuture<ContractReport> check(NetworkContract contract) {
    ContractRun run = start(contract);
    CompletableFuture<ContractReport> report =
        CompletableFuture.supplyAsync(() -> await(run), WaitThreads.pool());
    var unused = report.whenComplete((done, failure) -> run.close());
    return report;
  }

  private ContractReport await(ContractRun run) {
    try {
      return run.await(listener);
    } catch (InterruptedException e) { // the pool interrupts no thread; someone else did
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /**
   * Returns the lines that this check selects, by its vantage point and tags.
   *
   * @param contract the expectations
   * @return a contract of the selected lines; it may have none, if every line holds for another
   *     vantage point
   * @throws IllegalArgumentException if the contract names vantage points and this check has none
   *     of them, or no line has one of the tags
   */
  public NetworkContract selection(NetworkContract contract) {
    checkVantage(contract);
    NetworkContract selected = contract.selected(this::selects);
    if (!tags.isEmpty() && selected.isEmpty()) {
      throw new IllegalArgumentException(
          "tags: "
              + SafeText.quote(String.join(", ", tags))
              + " (expected: tags of lines for this vantage point; the contract has "
              + (contract.tags().isEmpty() ? "none" : String.join(", ", contract.tags()))
              + ")");
    }
    return selected;
  }

  /** Sends the probes. */
  ContractRun start(NetworkContract contract) {
    NetworkContract selected = selection(contract);
    return ContractRun.start(
        selected, client, timeout, vantage, contract.lines() - selected.lines());
  }

  /** Returns the listener of rows. */
  Consumer<? super ContractRow> listener() {
    return listener;
  }

  /** Returns the timeout that was set, for descriptions. */
  Optional<Duration> timeout() {
    return timeout;
  }

  private boolean selects(ContractDetails line) {
    boolean here =
        line.vantages().isEmpty() || vantage.filter(line.vantages()::contains).isPresent();
    return here && (tags.isEmpty() || tags.stream().anyMatch(line.tags()::contains));
  }

  private void checkVantage(NetworkContract contract) {
    Set<String> known = contract.vantages();
    if (!known.isEmpty() && vantage.filter(known::contains).isEmpty()) {
      throw new IllegalArgumentException(
          "vantage: "
              + vantage.map(SafeText::quote).orElse("missing")
              + " (expected: "
              + String.join(", ", known)
              + ")");
    }
  }

  /** Returns the settings. */
  @Override
  public String toString() {
    return "contract check"
        + vantage.map(name -> " from " + name).orElse("")
        + (tags.isEmpty() ? "" : " of " + String.join(", ", tags))
        + timeout.map(time -> ", timeout " + TimeText.of(time)).orElse(", timeout of the client");
  }
}
