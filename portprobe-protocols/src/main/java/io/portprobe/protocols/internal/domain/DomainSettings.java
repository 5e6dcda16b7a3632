package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.text.AddressText;
import io.portprobe.text.Durations;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a domain check. Immutable.
 *
 * @param client makes every probe
 * @param scope what is checked
 * @param limits how long the check takes, and how much it probes
 * @param sourceAddresses the local addresses, at most one of each family; empty for the choice of
 *     the kernel
 * @param ports ports that differ from the well-known ones, for tests on loopback
 */
public record DomainSettings(
    ProbeClient client,
    Scope scope,
    Limits limits,
    List<InetAddress> sourceAddresses,
    Map<DomainService, Integer> ports) {

  private static final int REPEAT_FACTOR = 3;

  /**
   * What is checked.
   *
   * @param domain the domain; empty if the controller names it
   * @param controller a controller to probe in addition to those of the records
   * @param only the hosts to probe; empty for all controllers
   * @param nameServers the name servers; empty for those of the system
   * @param site the site; empty for the one that a controller names
   * @param purposes the purposes to decide
   */
  public record Scope(
      Optional<String> domain,
      Optional<String> controller,
      Set<String> only,
      List<Endpoint> nameServers,
      Optional<String> site,
      Set<Purpose> purposes) {

    /** Copies the collections. */
    public Scope {
      only = Set.copyOf(only);
      nameServers = List.copyOf(nameServers);
      purposes = EnumSet.copyOf(purposes);
    }
  }

  /**
   * How long the check takes, and how much it probes.
   *
   * @param timeout the time until the deadline of the whole check
   * @param probeTimeout the longest time for the first probe of a service
   * @param concurrency the number of probes in flight
   * @param maxControllers the number of controllers to probe
   */
  public record Limits(
      Duration timeout, Duration probeTimeout, int concurrency, int maxControllers) {}

  /** Copies the collections. */
  public DomainSettings {
    sourceAddresses = List.copyOf(sourceAddresses);
    ports = Map.copyOf(ports);
  }

  /** Returns the defaults, with a domain or a controller. */
  public static DomainSettings of(
      ProbeClient client, Optional<String> domain, Optional<String> controller) {
    return new DomainSettings(
        client,
        new Scope(
            domain,
            controller,
            Set.of(),
            List.of(),
            Optional.empty(),
            EnumSet.allOf(Purpose.class)),
        new Limits(Duration.ofSeconds(60), Duration.ofSeconds(4), 32, 50),
        List.of(),
        Map.of());
  }

  private DomainSettings with(Scope changed) {
    return new DomainSettings(client, changed, limits, sourceAddresses, ports);
  }

  private DomainSettings with(Limits changed) {
    return new DomainSettings(client, scope, changed, sourceAddresses, ports);
  }

  /** Sets the hosts to probe. */
  public DomainSettings withOnly(Set<String> value) {
    return with(
        new Scope(
            scope.domain, scope.controller, value, scope.nameServers, scope.site, scope.purposes));
  }

  /** Sets the name servers. */
  public DomainSettings withNameServers(List<Endpoint> value) {
    return with(
        new Scope(scope.domain, scope.controller, scope.only, value, scope.site, scope.purposes));
  }

  /** Sets the site. */
  public DomainSettings withSite(String value) {
    return with(
        new Scope(
            scope.domain,
            scope.controller,
            scope.only,
            scope.nameServers,
            Optional.of(value),
            scope.purposes));
  }

  /** Sets the purposes. */
  public DomainSettings withPurposes(Set<Purpose> value) {
    return with(
        new Scope(
            scope.domain, scope.controller, scope.only, scope.nameServers, scope.site, value));
  }

  /** Sets the timeout of the check. */
  public DomainSettings withTimeout(Duration value) {
    return with(new Limits(value, limits.probeTimeout, limits.concurrency, limits.maxControllers));
  }

  /** Sets the timeout of one probe. */
  public DomainSettings withProbeTimeout(Duration value) {
    return with(new Limits(limits.timeout, value, limits.concurrency, limits.maxControllers));
  }

  /** Sets the number of probes in flight. */
  public DomainSettings withConcurrency(int value) {
    return with(new Limits(limits.timeout, limits.probeTimeout, value, limits.maxControllers));
  }

  /** Sets the number of controllers. */
  public DomainSettings withMaxControllers(int value) {
    return with(new Limits(limits.timeout, limits.probeTimeout, limits.concurrency, value));
  }

  /** Sets the local addresses. */
  public DomainSettings withSourceAddresses(List<InetAddress> value) {
    return new DomainSettings(client, scope, limits, value, ports);
  }

  /** Sets ports that differ from the well-known ones. */
  DomainSettings withPorts(Map<DomainService, Integer> value) {
    return new DomainSettings(client, scope, limits, sourceAddresses, value);
  }

  /** Returns a probe with the local address of its family. */
  PortProbe probe(Endpoint endpoint) {
    PortProbe probe = client.probe(endpoint);
    int length = endpoint.host().indexOf(':') >= 0 ? 16 : 4;
    return sourceAddresses.stream()
        .filter(address -> address.getAddress().length == length)
        .findFirst()
        .or(() -> sourceAddresses.stream().findFirst()) // no address of this family: not probed
        .map(probe::sourceAddress)
        .orElse(probe);
  }

  /** Returns the endpoint of a service on a well-known port. */
  Endpoint endpoint(DomainService service, InetAddress address) {
    int port = ports.getOrDefault(service, service.port().orElseThrow());
    return new Endpoint(service.transport(), AddressText.of(address), port);
  }

  /**
   * Returns the longest time for the second probe of a service whose first probe timed out. It is
   * longer, because a busy server may need more time than the first probe had.
   */
  Duration repeatTimeout() {
    return Durations.times(limits.probeTimeout, REPEAT_FACTOR);
  }
}
