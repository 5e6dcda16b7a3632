package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.client.BoundedProbes;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.testing.internal.expectation.EvidenceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An assertion that a network meets a {@link NetworkContract}. As many ports are probed at the same
 * time as the client's limit of open sockets allows. The timeout of a port starts when its probe is
 * sent. An interrupt of the asserting thread cancels the probes in flight. Immutable and
 * thread-safe.
 */
public final class NetworkAssert {
  /** The timeout of a name, where none is set: that of a client without settings. */
  private static final Duration NAME_TIMEOUT = Duration.ofSeconds(5);

  private final ProbeClient client;
  private final Optional<Duration> timeout;
  private final Optional<String> label;

  private NetworkAssert(ProbeClient client, Optional<Duration> timeout, Optional<String> label) {
    this.client = client;
    this.timeout = timeout;
    this.label = label;
  }

  /**
   * Starts an assertion about a whole network.
   *
   * @param client sends the probes; stays open
   * @return the assertion; nothing has been sent yet
   */
  @CheckReturnValue
  public static NetworkAssert assertThatNetwork(ProbeClient client) {
    return new NetworkAssert(
        Objects.requireNonNull(client, "client"), Optional.empty(), Optional.empty());
  }

  /**
   * Sets the timeout of each port and of each name. Default: the timeout of the client (5 s unless
   * set) for ports, 5 s for names.
   *
   * @param timeout more than zero, at most one hour; {@link #matches} throws an {@link
   *     IllegalArgumentException} if it is out of range
   * @return a changed copy
   */
  @CheckReturnValue
  public NetworkAssert within(Duration timeout) {
    return new NetworkAssert(client, Optional.of(timeout), label);
  }

  /**
   * Sets a name for the assertion. It precedes the error message in brackets.
   *
   * @param description for example {@code "the staging network"}
   * @return a changed copy
   */
  @CheckReturnValue
  public NetworkAssert as(String description) {
    return new NetworkAssert(client, timeout, Optional.of(description));
  }

  /**
   * Asserts that the network meets a contract file. Blocks until all probes complete.
   *
   * @param file see {@link NetworkContract#read}
   * @return this
   * @throws AssertionError if a port is not as expected, or if that is not proven. The message
   *     contains each such port with the expectation, the result and the evidence
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid, names a protocol that the client does
   *     not know, or the timeout is out of range; the message names the line
   */
  public NetworkAssert matches(Path file) {
    try {
      return matches(NetworkContract.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": reading failed", e);
    }
  }

  /**
   * Asserts that the network meets a contract; see {@link #matches(Path)}.
   *
   * @param contract the expectations
   * @return this
   * @throws AssertionError if a port is not as expected, or if that is not proven
   * @throws IllegalArgumentException if the contract names a protocol that the client does not
   *     know, or the timeout is out of range; no probe has been sent in that case
   */
  public NetworkAssert matches(NetworkContract contract) {
    List<ContractCheck> checks =
        contract.entries().stream().map(entry -> ContractCheck.of(entry, client, timeout)).toList();
    List<NameCheck> names = contract.names().stream().map(this::resolve).toList();
    Differences differences = new Differences(contract);
    EvidenceText evidence = new EvidenceText();
    try (BoundedProbes batch =
        BoundedProbes.send(client.window(), checks.stream().map(ContractCheck::probe).toList())) {
      List<CompletableFuture<ProbeReport>> results = batch.results();
      for (NameCheck name : names) {
        differences.add(name.entry().origin(), name.check());
      }
      for (int i = 0; i < results.size(); i++) {
        differences.add(
            contract.entries().get(i).origin(), checks.get(i).check(results.get(i), evidence));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw differences.interrupted(e);
    } finally {
      names.forEach(name -> name.result().cancel(true));
    }
    differences.throwIfAny();
    return this;
  }

  private NameCheck resolve(NameEntry entry) {
    return new NameCheck(entry, client.resolve(entry.name(), timeout.orElse(NAME_TIMEOUT)));
  }

  /** The differences between a network and a contract, in the order of the contract. */
  private final class Differences {
    private final NetworkContract contract;
    private final List<String> texts = new ArrayList<>();
    private @Nullable Throwable cause;
    private int checked;

    Differences(NetworkContract contract) {
      this.contract = contract;
    }

    void add(String origin, @Nullable AssertionError error) {
      checked++;
      if (error != null) {
        texts.add(origin + ": " + indented(error));
        cause = error.getCause() == null ? cause : error.getCause();
      }
    }

    void throwIfAny() {
      if (!texts.isEmpty()) {
        String headline =
            "The network is not as expected: " + texts.size() + " of " + contract.size();
        throw AssertionErrors.create(
            AssertionErrors.labelled(label, headline + ".\n" + String.join("\n", texts)),
            contract.size() + " as in the contract",
            texts.size() + " not as in the contract",
            cause);
      }
    }

    AssertionError interrupted(InterruptedException e) {
      int left = contract.names().size() + contract.entries().size() - checked;
      String what = contract.names().isEmpty() ? "port" : "expectation";
      String headline =
          "The network is not proven to be as expected: the thread was interrupted before "
              + left
              + " "
              + what
              + (left == 1 ? " was" : "s were")
              + " checked.";
      String text =
          Stream.concat(Stream.of(headline), texts.stream()).collect(Collectors.joining("\n"));
      return AssertionErrors.create(
          AssertionErrors.labelled(label, text), "the whole contract checked", "interrupted", e);
    }
  }

  private static String indented(AssertionError error) {
    return String.valueOf(error.getMessage()).replace("\n", "\n  ");
  }

  /**
   * Returns the timeout of this assertion.
   *
   * @return for example {@code "network assertion, timeout PT2S"}
   */
  @Override
  public String toString() {
    return "network assertion"
        + timeout.map(time -> ", timeout " + time).orElse(", timeout of the client");
  }
}
