package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.msrpc.EndpointMap;
import io.portprobe.protocols.msrpc.MappedEndpoint;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The TCP ports that an endpoint map assigns to interfaces. Immutable. */
final class RpcPorts {
  /** Clients use the first port of an interface; a few more are probed if it does not respond. */
  private static final int MAX_PORTS = 4;

  private final boolean complete;
  private final Map<DomainService, List<Integer>> ports = new EnumMap<>(DomainService.class);

  RpcPorts(EndpointMap map, List<DomainService> services) {
    complete = map.complete();
    services.forEach(
        service -> service.rpcInterface().ifPresent(each -> ports.put(service, ports(map, each))));
  }

  private static List<Integer> ports(EndpointMap map, UUID interfaceId) {
    return map.endpoints().stream()
        .filter(entry -> entry.interfaceId().equals(interfaceId))
        .filter(entry -> entry.protocolSequence().filter("ncacn_ip_tcp"::equals).isPresent())
        .map(MappedEndpoint::port)
        .flatMap(port -> port.stream().boxed())
        .distinct()
        .limit(MAX_PORTS)
        .toList();
  }

  /**
   * Returns the endpoints of an interface on the probed address: a tower may name another address
   * of the host, or none.
   */
  List<Endpoint> endpoints(DomainService service, InetAddress address) {
    return ports.getOrDefault(service, List.of()).stream()
        .map(port -> Endpoint.tcp(AddressText.of(address), port))
        .toList();
  }

  /** Returns whether the whole map was received. */
  boolean complete() {
    return complete;
  }

  static Optional<RpcPorts> of(ProbeOutcome outcome, List<DomainService> services) {
    return outcome
        .report()
        .flatMap(report -> report.finding(EndpointMap.class))
        .map(map -> new RpcPorts(map, services));
  }
}
