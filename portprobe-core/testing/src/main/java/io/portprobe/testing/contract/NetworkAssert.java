package io.portprobe.testing.contract;

import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.testing.internal.client.BoundedProbes;
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

/**
 * Asserts that a network is as a {@link NetworkContract} says. Its ports are asked at the same
 * time, as many as the window of the client has places for, the next as soon as one is done; the
 * time of each begins when it is asked. When the thread that asserts is interrupted, what is in
 * flight is called off. Not safe for use by several threads at once.
 */
public final class NetworkAssert {
  private final ProbeClient client;
  private final Optional<Duration> timeout;

  private NetworkAssert(ProbeClient client, Optional<Duration> timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /**
   * Starts an assertion about a whole network.
   *
   * @param client sends the probes; stays open
   * @return the assertion; nothing has been sent yet
   */
  public static NetworkAssert assertThatNetwork(ProbeClient client) {
    return new NetworkAssert(Objects.requireNonNull(client, "client"), Optional.empty());
  }

  /**
   * Sets the time that each port has. Default: that of the client, 5 s unless set.
   *
   * @param timeout more than zero, at most an hour
   * @return an assertion about the same network
   * @throws IllegalArgumentException if it is out of range, when something is asserted
   */
  public NetworkAssert within(Duration timeout) {
    return new NetworkAssert(client, Optional.of(timeout));
  }

  /**
   * Asserts that the network is as a file says. Blocks until every answer is there.
   *
   * @param file see {@link NetworkContract#read}
   * @return this
   * @throws AssertionError if a port is not as expected, or that is not proven: names each that is
   *     not, with what was expected, what was seen and the evidence, and leaves out the others
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if the file is wrong, or names a protocol that the client does
   *     not know; the message says where
   */
  public NetworkAssert matches(Path file) {
    try {
      return matches(NetworkContract.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /**
   * Asserts that the network is as a contract says; see {@link #matches(Path)}.
   *
   * @param contract what is expected
   * @return this
   * @throws AssertionError if a port is not as expected, or that is not proven
   * @throws IllegalArgumentException if it names a protocol that the client does not know, before
   *     anything is asked
   */
  public NetworkAssert matches(NetworkContract contract) {
    List<ContractCheck> checks =
        contract.lines().stream().map(line -> ContractCheck.of(line, client, timeout)).toList();
    List<String> drifted = new ArrayList<>();
    Throwable cause = null;
    EvidenceText evidence = new EvidenceText();
    try (BoundedProbes questions =
        BoundedProbes.ask(client.window(), checks.stream().map(ContractCheck::probe).toList())) {
      List<CompletableFuture<ProbeReport>> answers = questions.answers();
      for (int i = 0; i < answers.size(); i++) {
        AssertionError error;
        try {
          error = checks.get(i).judge(answers.get(i), evidence);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw interrupted(drifted, answers.size() - i, e);
        }
        if (error != null) {
          drifted.add(contract.lines().get(i).origin() + ": " + indented(error));
          cause = error.getCause() == null ? cause : error.getCause();
        }
      }
    }
    if (!drifted.isEmpty()) {
      throw new AssertionError(
          "The network is not as expected: "
              + drifted.size()
              + " of "
              + ports(checks.size())
              + ".\n"
              + String.join("\n", drifted),
          cause);
    }
    return this;
  }

  private static AssertionError interrupted(
      List<String> drifted, int left, InterruptedException e) {
    String headline =
        "The network is not proven to be as expected: the thread was interrupted before "
            + ports(left)
            + (left == 1 ? " was" : " were")
            + " judged.";
    return new AssertionError(
        Stream.concat(Stream.of(headline), drifted.stream()).collect(Collectors.joining("\n")), e);
  }

  private static String ports(int count) {
    return count + (count == 1 ? " port" : " ports");
  }

  private static String indented(AssertionError error) {
    return String.valueOf(error.getMessage()).replace("\n", "\n  ");
  }
}
