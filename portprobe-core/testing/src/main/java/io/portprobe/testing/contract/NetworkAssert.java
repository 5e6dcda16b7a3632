package io.portprobe.testing.contract;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeClient;
import io.portprobe.testing.contract.ContractRow.Verdict;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import io.portprobe.text.TimeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
  private final ContractCheck check;
  private final Optional<String> label;

  private NetworkAssert(ContractCheck check, Optional<String> label) {
    this.check = check;
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
    return assertThatNetwork(ContractCheck.of(client));
  }

  /**
   * Starts an assertion about a network, or about the lines of a contract that a check selects.
   *
   * @param check client, timeout, vantage point and tags
   * @return the assertion; nothing has been sent yet
   */
  @CheckReturnValue
  public static NetworkAssert assertThatNetwork(ContractCheck check) {
    return new NetworkAssert(Objects.requireNonNull(check, "check"), Optional.empty());
  }

  /**
   * Sets the timeout of each name, and of each port whose line has none. Default: the timeout of
   * the client (5 s unless set) for ports, 5 s for names.
   *
   * @param timeout more than zero, at most one hour; {@link #matches} throws an {@link
   *     IllegalArgumentException} if it is out of range
   * @return a changed copy
   */
  @CheckReturnValue
  public NetworkAssert within(Duration timeout) {
    return new NetworkAssert(check.within(timeout), label);
  }

  /**
   * Sets a name for the assertion. It precedes the error message in brackets.
   *
   * @param description for example {@code "the staging network"}
   * @return a changed copy
   */
  @CheckReturnValue
  public NetworkAssert as(String description) {
    return new NetworkAssert(check, Optional.of(description));
  }

  /**
   * Sets the vantage point: where this test runs. Lines that hold for other vantage points are not
   * checked. Default: none, which suits contracts that name no vantage points.
   *
   * @param name a vantage point of the contract
   * @return a changed copy
   */
  @CheckReturnValue
  public NetworkAssert from(String name) {
    return new NetworkAssert(check.from(name), label);
  }

  /**
   * Asserts that the network meets a contract file. Blocks until all probes complete.
   *
   * @param file see {@link NetworkContract#read}
   * @return this
   * @throws AssertionError if a port is not as expected, or if that is not proven. The message
   *     contains each such port with the expectation, the result and the evidence
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid, or as for {@link
   *     #matches(NetworkContract)}; the message names the line
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
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
   * @throws IllegalArgumentException if the contract names a protocol or an option that the client
   *     does not know, the timeout is out of range, the contract names vantage points and this
   *     assertion has none of them, or no line has a tag of the check; no probe has been sent in
   *     that case
   */
  public NetworkAssert matches(NetworkContract contract) {
    Differences differences = new Differences();
    try (ContractRun run = check.start(contract)) {
      differences.selected = run.contract();
      var unused =
          run.await(
              row -> {
                differences.add(row);
                check.listener().accept(row);
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw differences.interrupted(e);
    }
    differences.throwIfAny();
    return this;
  }

  /** The differences between a network and a contract, in the order of the contract. */
  private final class Differences {
    private final List<String> texts = new ArrayList<>();
    private NetworkContract selected = NetworkContract.ofFile(List.of(), List.of());
    private @Nullable Throwable cause;
    private int checked;

    void add(ContractRow row) {
      checked++;
      if (row.verdict() == Verdict.MET || row.verdict() == Verdict.OPTIONAL_UNMET) {
        return;
      }
      texts.add(row.origin() + ": " + row.message().replace("\n", "\n  "));
      if (row instanceof DefaultContractRow known) {
        cause = known.error().map(Throwable::getCause).orElse(cause);
      }
    }

    void throwIfAny() {
      if (!texts.isEmpty()) {
        String headline =
            "The network is not as expected: " + texts.size() + " of " + counted(selected);
        throw AssertionErrors.create(
            AssertionErrors.labelled(label, headline + ".\n" + String.join("\n", texts)),
            selected.size() + " as in the contract",
            texts.size() + " not as in the contract",
            cause);
      }
    }

    private static String counted(NetworkContract contract) {
      boolean mixed = !contract.names().isEmpty() && !contract.entries().isEmpty();
      return mixed ? contract.lines() + " expectations (" + contract.size() + ")" : contract.size();
    }

    AssertionError interrupted(InterruptedException e) {
      int left = selected.lines() - checked;
      String what = selected.names().isEmpty() ? "port" : "expectation";
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

  /**
   * Returns the timeout of this assertion.
   *
   * @return for example {@code "network assertion, timeout 2.00 s"}
   */
  @Override
  public String toString() {
    return "network assertion"
        + check
            .timeout()
            .map(time -> ", timeout " + TimeText.of(time))
            .orElse(", timeout of the client");
  }
}
