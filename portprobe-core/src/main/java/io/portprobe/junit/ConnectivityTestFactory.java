package io.portprobe.junit;

import io.portprobe.ProbeClient;
import io.portprobe.assertions.NetworkContract;
import io.portprobe.assertions.PortAssertions;
import java.io.IOException;
import java.nio.file.Path;
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
   * @return one for each port; each asks when it runs
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the file is wrong; the message says where
   */
  public static Stream<DynamicTest> of(ProbeClient client, Path file) throws IOException {
    return of(client, NetworkContract.read(file));
  }

  /**
   * The tests of a contract.
   *
   * @param client asks the questions; must stay open while the tests run
   * @param contract what is expected
   * @return one for each port; each asks when it runs
   */
  public static Stream<DynamicTest> of(ProbeClient client, NetworkContract contract) {
    return contract.lines().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line + " (" + line.origin() + ")",
                    () ->
                        PortAssertions.assertThatNetwork(client)
                            .matches(NetworkContract.of(line))));
  }
}
