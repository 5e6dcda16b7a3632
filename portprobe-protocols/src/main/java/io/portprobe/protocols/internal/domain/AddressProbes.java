package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.domain.report.AddressState;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.DomainWarning;
import io.portprobe.protocols.domain.report.ServiceOutcome;
import io.portprobe.protocols.domain.report.ServiceRecord;
import io.portprobe.protocols.domain.report.ServiceReport;
import io.portprobe.protocols.smb.SmbResult;
import io.portprobe.text.Durations;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Probes every service of one address. A service that does not respond in time is probed a second
 * time if a purpose needs it or if its port accepted the connection, after the others and with more
 * time: many probes at once delay a busy controller, and networks lose packets. Immutable; results
 * are combined by futures.
 */
final class AddressProbes {
  private static final Duration SILENT_SERVICE = Duration.ofSeconds(1);

  private final ServiceProbes probes;
  private final ProbeQueues queues;
  private final DomainSettings settings;
  private final String host;
  private final InetAddress address;

  AddressProbes(
      DomainSettings settings,
      ServiceProbes probes,
      ProbeQueues queues,
      String host,
      InetAddress address) {
    this.settings = settings;
    this.probes = probes;
    this.queues = queues;
    this.host = host;
    this.address = address;
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
    Map<DomainService, Duration> services = new EnumMap<>(DomainService.class);
    ServiceProbes.services(settings.scope().purposes(), address)
        .forEach(service -> services.put(service, longest(service)));
    return new Pass(services, queues.first(), queues.maps())
        .start()
        .thenCompose(
            first -> {
              Map<DomainService, Duration> again = again(first);
              return again.isEmpty()
                  ? CompletableFuture.completedFuture(first)
                  : new Pass(again, queues.second(), queues.second())
                      .start()
                      .thenApply(second -> merge(first, second));
            });
  }

  /** Returns the longest time for the first probe; most servers never reply on port 138. */
  private Duration longest(DomainService service) {
    return service == DomainService.NETBIOS_DATAGRAM
        ? SILENT_SERVICE
        : settings.limits().probeTimeout();
  }

  /** Returns the services that a second probe may find reachable, and the longest time for it. */
  private Map<DomainService, Duration> again(Result first) {
    if (VerdictRules.state(first.services()) != AddressState.RESPONDING) {
      return Map.of();
    }
    Set<DomainService> needed = ServiceProbes.required(settings.scope().purposes());
    Map<DomainService, Duration> again = new EnumMap<>(DomainService.class);
    for (ServiceReport report : first.services()) {
      DomainService service = report.service();
      if (isLate(report) && (needed.contains(service) || isOpen(report))) {
        again.put(service, repeatTimeout(report));
        if (service.rpcInterface().isPresent()) {
          again.put(DomainService.RPC_ENDPOINT_MAPPER, settings.repeatTimeout());
        }
      }
    }
    return again;
  }

  /**
   * Returns the longest time for a second probe. The kernel of a busy server accepts connections as
   * fast as that of an idle one, so that only the response of a service needs more time.
   */
  private Duration repeatTimeout(ServiceReport first) {
    return first.reason().filter(Reason.TIMED_OUT::equals).isPresent()
        ? settings.limits().probeTimeout()
        : settings.repeatTimeout();
  }

  private static boolean isOpen(ServiceReport report) {
    return report.state().filter(PortState::isListening).isPresent();
  }

  private static boolean isLate(ServiceReport report) {
    return switch (report.outcome()) {
      case REACHABLE, NOT_OFFERED -> false;
      case NO_REPLY -> true;
      case UNREACHABLE ->
          isOpen(report) || report.reason().filter(Reason.TIMED_OUT::equals).isPresent();
      case NOT_PROBED -> report.service().rpcInterface().isPresent();
    };
  }

  private static Result merge(Result first, Result second) {
    Map<DomainService, ServiceReport> reports = new EnumMap<>(DomainService.class);
    first.services().forEach(report -> reports.put(report.service(), report));
    second.services().stream()
        .filter(report -> report.outcome() != ServiceOutcome.NOT_PROBED)
        .forEach(report -> reports.put(report.service(), report));
    return new Result(
        first.address(),
        List.copyOf(reports.values()),
        first.facts().or(second.facts()),
        first.records(),
        Stream.concat(first.warnings().stream(), second.warnings().stream()).distinct().toList());
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

  private record Mapped(ServiceReport report, Optional<RpcPorts> ports) {}

  /** One probe of each of the services. */
  private final class Pass {
    private final Map<DomainService, Duration> longest;
    private final List<DomainService> services;
    private final ProbeQueue queue;
    private final ProbeQueue mapQueue;

    /** Creates a pass over services, each with the longest time for its probe. */
    Pass(Map<DomainService, Duration> longest, ProbeQueue queue, ProbeQueue mapQueue) {
      this.longest = longest;
      this.services = List.copyOf(longest.keySet());
      this.queue = queue;
      this.mapQueue = mapQueue;
    }

    CompletableFuture<Result> start() {
      List<CompletableFuture<Part>> parts = new ArrayList<>();
      for (DomainService service : services) {
        if (service == DomainService.RPC_ENDPOINT_MAPPER) {
          parts.add(map());
        } else if (service.rpcInterface().isEmpty()) {
          parts.add(wellKnown(service));
        }
      }
      return ProbeQueues.all(parts).thenApply(AddressProbes.this::result);
    }

    private Duration longest(DomainService service) {
      return longest.getOrDefault(service, settings.limits().probeTimeout());
    }

    private CompletableFuture<Part> wellKnown(DomainService service) {
      Endpoint endpoint = settings.endpoint(service, address);
      return queue
          .submit(probes.wellKnown(service, host, address), longest(service))
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
          .submit(probes.wellKnown(mapper, host, address), longest(mapper))
          .thenApply(
              outcome ->
                  new Mapped(
                      ServiceReports.of(mapper, endpoint, outcome), RpcPorts.of(outcome, services)))
          .thenCompose(this::followUp);
    }

    private CompletableFuture<Part> followUp(Mapped mapped) {
      List<DomainService> interfaces =
          services.stream().filter(service -> service.rpcInterface().isPresent()).toList();
      Map<Endpoint, Duration> endpoints = new LinkedHashMap<>();
      for (DomainService each : interfaces) {
        mapped.ports().stream()
            .flatMap(ports -> ports.endpoints(each, address).stream())
            .forEach(endpoint -> endpoints.merge(endpoint, longest(each), Durations::max));
      }
      return probeAll(endpoints)
          .thenApply(
              outcomes -> {
                List<ServiceReport> reports = new ArrayList<>(List.of(mapped.report()));
                interfaces.forEach(each -> reports.add(report(each, mapped, outcomes)));
                return Part.of(reports);
              });
    }

    /** Probes each port once, also if several interfaces share it. */
    private CompletableFuture<Map<Endpoint, ProbeOutcome>> probeAll(
        Map<Endpoint, Duration> endpoints) {
      List<Endpoint> order = List.copyOf(endpoints.keySet());
      List<CompletableFuture<ProbeOutcome>> outcomes = new ArrayList<>();
      endpoints.forEach(
          (endpoint, time) -> outcomes.add(queue.submit(probes.dynamic(endpoint), time)));
      return ProbeQueues.all(outcomes)
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
}
