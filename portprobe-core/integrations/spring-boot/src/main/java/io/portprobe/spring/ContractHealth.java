package io.portprobe.spring;

import io.portprobe.ProbeClient;
import io.portprobe.spring.PortHealth.Verdict;
import io.portprobe.spring.PortprobeProperties.Contract;
import io.portprobe.testing.contract.NetworkAssert;
import io.portprobe.testing.contract.NetworkContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.core.io.Resource;

/**
 * The health of a network that has a contract: UP if every port and name is as the contract
 * expects, otherwise DOWN, also if a port is not proven to be as expected. Thread-safe.
 */
final class ContractHealth {
  private final NetworkContract contract;
  private final NetworkAssert assertion;

  private ContractHealth(NetworkContract contract, NetworkAssert assertion) {
    this.contract = contract;
    this.assertion = assertion;
  }

  /** Reads the file. Throws if the file cannot be read or is invalid. */
  static ContractHealth of(ProbeClient client, Contract settings) {
    NetworkAssert assertion = NetworkAssert.assertThatNetwork(client);
    return new ContractHealth(
        read(Objects.requireNonNull(settings.location(), "portprobe.contract.location")),
        settings.timeout() == null ? assertion : assertion.within(settings.timeout()));
  }

  private static NetworkContract read(Resource location) {
    try {
      return location.isFile()
          ? NetworkContract.read(location.getFile().toPath())
          : readCopy(location);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "portprobe.contract.location: reading " + location.getDescription() + " failed", e);
    }
  }

  /** A resource inside a jar is no file. The copy has the same name, which messages contain. */
  private static NetworkContract readCopy(Resource location) throws IOException {
    Path folder = Files.createTempDirectory("portprobe");
    Path copy = folder.resolve(Objects.requireNonNullElse(location.getFilename(), "contract.yaml"));
    try (InputStream in = location.getInputStream()) {
      Files.copy(in, copy);
      return NetworkContract.read(copy);
    } finally {
      Files.deleteIfExists(copy);
      Files.delete(folder);
    }
  }

  /**
   * Probes all ports and resolves all names of the contract, and waits for the results. An
   * interrupt cancels the probes.
   */
  PortHealth await() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("ports", contract.entries().size());
    if (!contract.names().isEmpty()) {
      details.put("names", contract.names().size());
    }
    try {
      assertion.matches(contract);
      return new PortHealth(Verdict.UP, details, Optional.empty());
    } catch (AssertionError e) {
      details.put("differences", String.valueOf(e.getMessage()).lines().toList());
      return new PortHealth(Verdict.DOWN, details, Optional.empty());
    }
  }
}
