package io.portprobe.testing.junit;

import io.portprobe.ProbeClient;
import io.portprobe.testing.contract.NetworkAssert;
import io.portprobe.testing.contract.NetworkContract;
import io.portprobe.testing.contract.NetworkContract.Line;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Turns a contract file into tests, one for each port, named by what is expected of it.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> network(ProbeClient client) throws IOException {
 *   return ConnectivityTestFactory.of(client, Path.of("connectivity.yaml"));
 * }
 * }</pre>
 */
public final class ConnectivityTestFactory {
  private ConnectivityTestFactory() {}

  /**
   * The tests of a file.
   *
   * @param client asks the questions; must stay open while the tests run
   * @param file see {@link NetworkContract#read}
   * @return one for each port; each asks when it runs, and leads an IDE to its line of the file
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is wrong; the message says where
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file) throws IOException {
    return tests(
        NetworkAssert.assertThatNetwork(client),
        NetworkContract.read(file),
        line -> Optional.of(source(file, line)));
  }

  /**
   * The tests of a file, each with its time.
   *
   * @param client asks the questions; must stay open while the tests run
   * @param file see {@link NetworkContract#read}
   * @param within the time that each port has, more than zero, at most an hour
   * @return one for each port; each asks when it runs, and leads an IDE to its line of the file. If
   *     the time is out of range, each fails with an {@link IllegalArgumentException}
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is wrong; the message says where
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file, Duration within)
      throws IOException {
    return tests(
        NetworkAssert.assertThatNetwork(client).within(within),
        NetworkContract.read(file),
        line -> Optional.of(source(file, line)));
  }

  /**
   * The tests of a contract.
   *
   * @param client asks the questions; must stay open while the tests run
   * @param contract what is expected
   * @return one for each port; each asks when it runs
   */
  public static Stream<DynamicTest> of(ProbeClient client, NetworkContract contract) {
    return tests(NetworkAssert.assertThatNetwork(client), contract, line -> Optional.empty());
  }

  /**
   * The tests of a contract, each with its time.
   *
   * @param client asks the questions; must stay open while the tests run
   * @param contract what is expected
   * @param within the time that each port has, more than zero, at most an hour
   * @return one for each port; each asks when it runs. If the time is out of range, each fails with
   *     an {@link IllegalArgumentException}
   */
  public static Stream<DynamicTest> of(
      ProbeClient client, NetworkContract contract, Duration within) {
    return tests(
        NetworkAssert.assertThatNetwork(client).within(within), contract, line -> Optional.empty());
  }

  private static Stream<DynamicTest> tests(
      NetworkAssert network, NetworkContract contract, Function<Line, Optional<URI>> source) {
    return contract.lines().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line + " (" + line.origin() + ")",
                    source.apply(line).orElse(null),
                    () -> network.matches(NetworkContract.of(line))));
  }

  /** As JUnit reads it: the origin of a line is the name of its file, a colon, and the number. */
  private static URI source(Path file, Line line) {
    String number = line.origin().substring(line.origin().lastIndexOf(':') + 1);
    return URI.create(file.toUri() + "?line=" + number);
  }
}
