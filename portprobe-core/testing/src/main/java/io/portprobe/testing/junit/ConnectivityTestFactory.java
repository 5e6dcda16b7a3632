package io.portprobe.testing.junit;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeClient;
import io.portprobe.testing.contract.NetworkAssert;
import io.portprobe.testing.contract.NetworkContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A factory of dynamic tests from a contract: one test for each port, named by its expectation.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> network(ProbeClient client) throws IOException {
 *   return ConnectivityTestFactory.of(client, Path.of("connectivity.yaml"));
 * }
 * }</pre>
 */
@CheckReturnValue
public final class ConnectivityTestFactory {
  private ConnectivityTestFactory() {}

  /**
   * Creates the tests of a file.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param file see {@link NetworkContract#read}
   * @return one test for each name, then one for each port; each resolves or probes when it runs,
   *     and its source is the line of the file
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid; the message names the line
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file) throws IOException {
    return tests(
        NetworkAssert.assertThatNetwork(client),
        NetworkContract.read(file),
        origin -> Optional.of(source(file, origin)));
  }

  /**
   * Creates the tests of a file, with a timeout.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param file see {@link NetworkContract#read}
   * @param within the timeout of each port, more than zero, at most one hour
   * @return one test for each name, then one for each port; each resolves or probes when it runs,
   *     and its source is the line of the file. If the timeout is out of range, each fails with an
   *     {@link IllegalArgumentException}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid; the message names the line
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file, Duration within)
      throws IOException {
    return tests(
        NetworkAssert.assertThatNetwork(client).within(within),
        NetworkContract.read(file),
        origin -> Optional.of(source(file, origin)));
  }

  /**
   * Creates the tests of a contract.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param contract the expectations
   * @return one test for each name, then one for each port; each resolves or probes when it runs
   */
  public static Stream<DynamicTest> of(ProbeClient client, NetworkContract contract) {
    return tests(NetworkAssert.assertThatNetwork(client), contract, origin -> Optional.empty());
  }

  /**
   * Creates the tests of a contract, with a timeout.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param contract the expectations
   * @param within the timeout of each port, more than zero, at most one hour
   * @return one test for each name, then one for each port; each resolves or probes when it runs.
   *     If the timeout is out of range, each fails with an {@link IllegalArgumentException}
   */
  public static Stream<DynamicTest> of(
      ProbeClient client, NetworkContract contract, Duration within) {
    return tests(
        NetworkAssert.assertThatNetwork(client).within(within),
        contract,
        origin -> Optional.empty());
  }

  private static Stream<DynamicTest> tests(
      NetworkAssert network, NetworkContract contract, Function<String, Optional<URI>> source) {
    Stream<DynamicTest> names =
        contract.names().stream()
            .map(
                name ->
                    DynamicTest.dynamicTest(
                        name + " (" + name.origin() + ")",
                        source.apply(name.origin()).orElse(null),
                        () -> network.matches(NetworkContract.ofNames(name))));
    Stream<DynamicTest> ports =
        contract.entries().stream()
            .map(
                entry ->
                    DynamicTest.dynamicTest(
                        entry + " (" + entry.origin() + ")",
                        source.apply(entry.origin()).orElse(null),
                        () -> network.matches(NetworkContract.of(entry))));
    return Stream.concat(names, ports);
  }

  /** Returns file and line as JUnit expects them. The origin of an entry is FILE:LINE. */
  private static URI source(Path file, String origin) {
    String number = origin.substring(origin.lastIndexOf(':') + 1);
    return URI.create(file.toUri() + "?line=" + number);
  }
}
