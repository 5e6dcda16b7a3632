package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.internal.domain.RecordQueries.HostAddresses;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Probes every address of every controller. Immutable. */
final class ControllerProbes {
  private final DomainSettings settings;
  private final ServiceProbes probes;
  private final ProbeQueues queues;

  ControllerProbes(DomainSettings settings, ServiceProbes probes, ProbeQueues queues) {
    this.settings = settings;
    this.probes = probes;
    this.queues = queues;
  }

  /**
   * What the probes of a controller found.
   *
   * @param host the host with its addresses
   * @param addresses the result of each address, in the same order
   */
  record Found(HostAddresses host, List<AddressProbes.Result> addresses) {
    /** Returns what the directory of the controller states. */
    ControllerFacts facts() {
      return addresses.stream()
          .map(AddressProbes.Result::facts)
          .reduce(ControllerFacts.NONE, ControllerFacts::or);
    }
  }

  CompletableFuture<List<Found>> start(List<HostAddresses> hosts) {
    return ProbeQueues.all(hosts.stream().map(this::start).toList());
  }

  private CompletableFuture<Found> start(HostAddresses host) {
    return ProbeQueues.all(
            host.addresses().stream()
                .map(
                    address ->
                        new AddressProbes(settings, probes, queues, host.host(), address).start())
                .toList())
        .thenApply(addresses -> new Found(host, addresses));
  }
}
