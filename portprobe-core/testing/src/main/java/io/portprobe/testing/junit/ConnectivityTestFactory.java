package io.portprobe.testing.junit;

import io.portprobe.CheckReturnValue;
import io.portprobe.ProbeClient;
import io.portprobe.testing.contract.ContractCheck;
import io.portprobe.testing.contract.ContractRow;
import io.portprobe.testing.contract.ContractRow.Verdict;
import io.portprobe.testing.contract.NetworkAssert;
import io.portprobe.testing.contract.NetworkContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A factory of dynamic tests from a contract: one test for each name and each port, named by its
 * expectation.
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
   * @param file see {@link NetworkContract#read(Path)}
   * @return one test for each name, then one for each port; each resolves or probes when it runs,
   *     and its source is the line of the file. The test of an optional line that is not met is
   *     aborted
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid; the message names the line. Also if it
   *     names vantage points, which need {@link #of(ContractCheck, Path)}
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file) throws IOException {
    return of(ContractCheck.of(client), file);
  }

  /**
   * Creates the tests of a file, with a timeout.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param file see {@link NetworkContract#read(Path)}
   * @param within the timeout of each port, more than zero, at most one hour
   * @return one test for each name, then one for each port; each resolves or probes when it runs,
   *     and its source is the line of the file. If the timeout is out of range, each fails with an
   *     {@link IllegalArgumentException}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid; the message names the line. Also if it
   *     names vantage points, which need {@link #of(ContractCheck, Path)}
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file, Duration within)
      throws IOException {
    return of(ContractCheck.of(client).within(within), file);
  }

  /**
   * Creates the tests of a file, for a vantage point or for lines with some tags.
   *
   * @param check its client must stay open while the tests run
   * @param file see {@link NetworkContract#read(Path)}
   * @return one test for each selected name, then one for each selected port
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is invalid, or has no line for the check; the
   *     message names the line, the vantage point or the tags
   * @throws IllegalStateException if {@code snakeyaml-engine} is missing
   */
  public static Stream<DynamicTest> of(ContractCheck check, Path file) throws IOException {
    return tests(check, NetworkContract.read(file), origin -> Optional.of(source(file, origin)));
  }

  /**
   * Creates the tests of a contract.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param contract the expectations
   * @return one test for each name, then one for each port; each resolves or probes when it runs
   * @throws IllegalArgumentException if the contract names vantage points, which need {@link
   *     #of(ContractCheck, NetworkContract)}
   */
  public static Stream<DynamicTest> of(ProbeClient client, NetworkContract contract) {
    return of(ContractCheck.of(client), contract);
  }

  /**
   * Creates the tests of a contract, for a vantage point or for lines with some tags.
   *
   * @param check its client must stay open while the tests run
   * @param contract the expectations
   * @return one test for each selected name, then one for each selected port
   * @throws IllegalArgumentException if the contract has no line for the check
   */
  public static Stream<DynamicTest> of(ContractCheck check, NetworkContract contract) {
    return tests(check, contract, origin -> Optional.empty());
  }

  /**
   * Creates the tests of a contract, with a timeout.
   *
   * @param client sends the probes; must stay open while the tests run
   * @param contract the expectations
   * @param within the timeout of each port, more than zero, at most one hour
   * @return one test for each name, then one for each port; each resolves or probes when it runs.
   *     If the timeout is out of range, each fails with an {@link IllegalArgumentException}
   * @throws IllegalArgumentException if the contract names vantage points
   */
  public static Stream<DynamicTest> of(
      ProbeClient client, NetworkContract contract, Duration within) {
    return of(ContractCheck.of(client).within(within), contract);
  }

  private static Stream<DynamicTest> tests(
      ContractCheck check, NetworkContract all, Function<String, Optional<URI>> source) {
    NetworkContract contract = check.selection(all);
    Stream<DynamicTest> names =
        contract.names().stream()
            .map(
                name ->
                    DynamicTest.dynamicTest(
                        name + " (" + name.origin() + ")",
                        source.apply(name.origin()).orElse(null),
                        () -> run(check, NetworkContract.ofNames(name))));
    Stream<DynamicTest> ports =
        contract.entries().stream()
            .map(
                entry ->
                    DynamicTest.dynamicTest(
                        entry + " (" + entry.origin() + ")",
                        source.apply(entry.origin()).orElse(null),
                        () -> run(check, NetworkContract.of(entry))));
    return Stream.concat(names, ports);
  }

  private static void run(ContractCheck check, NetworkContract line) {
    List<ContractRow> rows = new ArrayList<>();
    NetworkAssert.assertThatNetwork(check.onRow(rows::add)).matches(line);
    rows.stream()
        .filter(row -> row.verdict() == Verdict.OPTIONAL_UNMET)
        .forEach(row -> Assumptions.abort("optional: " + row.message()));
  }

  /**
   * Returns file and line as JUnit expects them. The origin of an entry is FILE:LINE, and the file
   * is relative to the folder of the first one.
   */
  private static URI source(Path file, String origin) {
    int colon = origin.lastIndexOf(':');
    Path source = file.resolveSibling(origin.substring(0, colon));
    return URI.create(source.toUri() + "?line=" + origin.substring(colon + 1));
  }
}
