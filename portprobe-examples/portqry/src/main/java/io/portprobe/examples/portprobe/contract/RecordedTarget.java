package io.portprobe.examples.portprobe.contract;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.spi.Binding;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.ContractProbe;
import io.portprobe.text.PortNotation;
import io.portprobe.text.PortNotation.Spoken;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The protocol, TLS and address family of an endpoint of the user, as an entry of a contract. */
final class RecordedTarget {
  private RecordedTarget() {}

  /** Returns an entry whose probe is that of the target; its state is still to be recorded. */
  static ContractEntry entry(ProbeClient client, Target target) {
    Endpoint endpoint = target.probe().endpoint();
    PortNotation notation = target.notation();
    Optional<Spoken> spoken = notation.spoken(client.protocols());
    ContractProbe probe = ContractProbe.standard().withAddresses(addresses(notation));
    ContractEntry entry = ContractEntry.of(endpoint, PortState.LISTENING);
    if (spoken.isPresent()) {
      entry = entry.withProtocol(spoken.get().protocol());
      if (setsTls(spoken.get(), endpoint, client.bindings(spoken.get().protocol()))) {
        probe = probe.withTls(true);
      }
    }
    return entry.withProbe(probe);
  }

  private static AddressSelection addresses(PortNotation notation) {
    String over = notation.over().orElse("");
    if (over.endsWith("4")) {
      return AddressSelection.IPV4;
    }
    return over.endsWith("6") ? AddressSelection.IPV6 : AddressSelection.ALL;
  }

  /**
   * Returns whether {@link ProbeClient#probe(String)} starts TLS on a port where the protocol does
   * not do so by default: the scheme requires it, or the protocol has no ports without it.
   */
  private static boolean setsTls(Spoken spoken, Endpoint endpoint, Set<Binding> bindings) {
    Set<Binding> overTcp =
        bindings.stream()
            .filter(binding -> binding.transport() == Transport.TCP)
            .collect(Collectors.toUnmodifiableSet());
    boolean always = !overTcp.isEmpty() && overTcp.stream().allMatch(Binding::tls);
    return endpoint.transport() == Transport.TCP
        && (spoken.tls() || always)
        && overTcp.stream()
            .noneMatch(binding -> binding.tls() && binding.port() == endpoint.port());
  }
}
