package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.smb.SmbResult;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Probes every service of one address. Immutable; results are combined by futures. */
final class AddressProbes {
  private final ServiceProbes probes;
  private final ProbeQueue queue;
  private final ProbeQueue mapQueue;
  private final DomainSettings settings;
  private final String host;
  private final InetAddress address;
  private final List<DomainService> services;

  /**
   * Creates the probes of an address.
   *
   * @param queue runs all probes but those of endpoint maps
   * @param mapQueue runs the probes of endpoint maps, whose findings are large
   */
  AddressProbes(
      DomainSettings settings,
      ServiceProbes probes,
      ProbeQueue queue,
      ProbeQueue mapQueue,
      String host,
      InetAddress address) {
    this.settings = settings;
    this.probes = probes;
    this.queue = queue;
    this.mapQueue = mapQueue;
    this.host = host;
    this.address = address;
    services = ServiceProbes.services(settings.purposes(), address);
  }

  /**
   * What the probes of an address found.
   *
   * @param address the address
   * @param services the report of each service
   * @param facts what its directory states
   * @param records the records of the controllers that its own name server has; empty without them
   * @param warnings what the findings show
   */
  record Result(
      InetAddress address,
      List<ServiceReport> services,
      ControllerFacts facts,
      List<ServiceRecord> records,
      List<DomainWarning> warnings) {}

  CompletableFuture<Result> start() {
    List<CompletableFuture<Part>> parts = new ArrayList<>();
    for (DomainService service : services) {
      if (service == DomainService.RPC_ENDPOINT_MAPPER) {
        parts.add(map());
      } else if (service.rpcInterface().isEmpty()) {
        parts.add(wellKnown(service));
      }
    }
    return Futures.all(parts).thenApply(this::result);
  }

  private record Part(
      List<ServiceReport> services,
      ControllerFacts facts,
      List<ServiceRecord> records,
      List<DomainWarning> warnings) {
    static Part of(List<ServiceReport> services) {
      return new Part(services, ControllerFacts.NONE, List.of(), List.of());
    }
  }

  private Result result(List<Part> parts) {
    List<ServiceReport> reports =
        parts.stream()
            .flatMap(part -> part.services().stream())
            .sorted(Comparator.comparing(ServiceReport::service))
            .toList();
    ControllerFacts facts =
        parts.stream().map(Part::facts).reduce(ControllerFacts.NONE, ControllerFacts::or);
    return new Result(
        address,
        reports,
        facts,
        parts.stream().flatMap(part -> part.records().stream()).distinct().toList(),
        parts.stream().flatMap(part -> part.warnings().stream()).distinct().toList());
  }

  private CompletableFuture<Part> wellKnown(DomainService service) {
    Endpoint endpoint = settings.endpoint(service, address);
    return queue
        .submit(probes.wellKnown(service, host, address))
        .thenApply(
            outcome ->
                new Part(
                    List.of(ServiceReports.of(service, endpoint, outcome)),
                    ControllerFacts.of(outcome),
                    outcome
                        .report()
                        .flatMap(report -> report.finding(DnsAnswer.class))
                        .map(RecordReader::services)
                        .orElse(List.of()),
                    outcome
                        .report()
                        .flatMap(report -> report.finding(SmbResult.class))
                        .flatMap(smb -> Warnings.ofSmb(host, address, smb))
                        .map(List::of)
                        .orElse(List.of())));
  }

  /** Reads the endpoint map, and probes the ports of the interfaces that the purposes need. */
  private CompletableFuture<Part> map() {
    DomainService mapper = DomainService.RPC_ENDPOINT_MAPPER;
    Endpoint endpoint = settings.endpoint(mapper, address);
    return mapQueue
        .submit(probes.wellKnown(mapper, host, address))
        .thenApply(
            outcome ->
                new Mapped(
                    ServiceReports.of(mapper, endpoint, outcome), RpcPorts.of(outcome, services)))
        .thenCompose(this::followUp);
  }

  private record Mapped(ServiceReport report, Optional<RpcPorts> ports) {}

  private CompletableFuture<Part> followUp(Mapped mapped) {
    List<DomainService> interfaces =
        services.stream().filter(service -> service.rpcInterface().isPresent()).toList();
    Set<Endpoint> endpoints = new LinkedHashSet<>();
    mapped
        .ports()
        .ifPresent(
            ports -> interfaces.forEach(each -> endpoints.addAll(ports.endpoints(each, address))));
    return probeAll(endpoints)
        .thenApply(
            outcomes -> {
              List<ServiceReport> reports = new ArrayList<>(List.of(mapped.report()));
              interfaces.forEach(each -> reports.add(report(each, mapped, outcomes)));
              return Part.of(reports);
            });
  }

  /** Probes each port once, also if several interfaces share it. */
  private CompletableFuture<Map<Endpoint, ProbeOutcome>> probeAll(Set<Endpoint> endpoints) {
    List<Endpoint> order = List.copyOf(endpoints);
    List<CompletableFuture<ProbeOutcome>> outcomes = new ArrayList<>();
    for (Endpoint endpoint : order) {
      PortProbe probe = probes.dynamic(endpoint);
      outcomes.add(queue.submit(probe));
    }
    return Futures.all(outcomes)
        .thenApply(
            all -> {
              Map<Endpoint, ProbeOutcome> map = new HashMap<>();
              for (int i = 0; i < order.size(); i++) {
                map.put(order.get(i), all.get(i));
              }
              return map;
            });
  }

  /** Returns the report of an interface: the first port that responds, else the first port. */
  private ServiceReport report(
      DomainService service, Mapped mapped, Map<Endpoint, ProbeOutcome> outcomes) {
    Optional<RpcPorts> ports = mapped.ports();
    if (ports.isEmpty()) {
      return DefaultServiceReport.without(
          service, ServiceOutcome.NOT_PROBED, Optional.empty(), "no endpoint map");
    }
    List<ServiceReport> reports =
        ports.get().endpoints(service, address).stream()
            .map(
                endpoint ->
                    ServiceReports.of(
                        service, endpoint, outcomes.getOrDefault(endpoint, ProbeOutcome.NO_TIME)))
            .toList();
    if (reports.isEmpty()) {
      return ports.get().complete()
          ? DefaultServiceReport.without(
              service,
              ServiceOutcome.NOT_OFFERED,
              Optional.empty(),
              "the endpoint map has no TCP port for the interface")
          : DefaultServiceReport.without(
              service, ServiceOutcome.NOT_PROBED, Optional.empty(), "incomplete endpoint map");
    }
    return reports.stream()
        .filter(report -> report.outcome() == ServiceOutcome.REACHABLE)
        .findFirst()
        .orElse(reports.get(0));
  }
}
