package io.portprobe.assertions;

import io.portprobe.ProbeClient;
import io.portprobe.assertions.NetworkContract.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asserts that a network is as a {@link NetworkContract} says. All of its ports are asked at the
 * same time, as far as the window of the client allows. Not safe for use by several threads at
 * once.
 */
public final class NetworkAssert {
  private final ProbeClient client;
  private final Optional<Duration> timeout;

  NetworkAssert(ProbeClient client, Optional<Duration> timeout) {
    this.client = client;
    this.timeout = timeout;
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
   * @throws IllegalArgumentException if it names a protocol that the client does not know
   */
  public NetworkAssert matches(NetworkContract contract) {
    List<Line> lines = contract.lines();
    List<CompletableFuture<@Nullable AssertionError>> checks =
        lines.stream().map(line -> new ContractCheck(line).ask(client, timeout)).toList();
    List<String> drifted = new ArrayList<>();
    AssertionError last = null;
    for (int i = 0; i < checks.size(); i++) {
      AssertionError error = await(lines.get(i), checks.get(i));
      if (error != null) {
        drifted.add(lines.get(i).origin() + ": " + indented(error));
        last = error;
      }
    }
    if (last != null) {
      throw new AssertionError(
          "The network is not as expected: "
              + drifted.size()
              + " of "
              + lines.size()
              + (lines.size() == 1 ? " port" : " ports")
              + ".\n"
              + String.join("\n", drifted),
          last.getCause());
    }
    return this;
  }

  private static String indented(AssertionError error) {
    return String.valueOf(error.getMessage()).replace("\n", "\n  ");
  }

  private static @Nullable AssertionError await(
      Line line, CompletableFuture<@Nullable AssertionError> check) {
    try {
      return check.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Failure.of(line.endpoint(), "to be asked", e);
    } catch (ExecutionException e) {
      throw new CompletionException(Objects.requireNonNullElse(e.getCause(), e));
    }
  }
}
