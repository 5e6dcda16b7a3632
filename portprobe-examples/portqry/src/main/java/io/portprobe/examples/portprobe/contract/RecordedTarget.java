package io.portprobe.examples.portprobe.contract;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.endpoint.Target;
import io.portprobe.testing.contract.ContractEntry;
import io.portprobe.testing.contract.ContractProbe;
import io.portprobe.text.PortNotation;
import io.portprobe.text.PortNotation.NamedProtocol;
import java.util.Optional;

/** The protocol, TLS and address family of an endpoint of the user, as an entry of a contract. */
final class RecordedTarget {
  private RecordedTarget() {}

  /** Returns an entry whose probe is that of the target; its state is still to be recorded. */
  static ContractEntry entry(ProbeClient client, Target target) {
    Endpoint endpoint = target.probe().endpoint();
    PortNotation notation = target.notation();
    Optional<NamedProtocol> spoken = notation.namedProtocol(client.protocols());
    ContractProbe probe = ContractProbe.standard().withAddresses(addresses(notation));
    ContractEntry entry = ContractEntry.of(endpoint, PortState.LISTENING);
    if (spoken.isPresent()) {
      String protocol = spoken.get().protocol();
      entry = entry.withProtocol(protocol);
      boolean isDefault = client.probe(endpoint).as(protocol).isTlsFirst();
      if (target.probe().isTlsFirst() && !isDefault) {
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
}
