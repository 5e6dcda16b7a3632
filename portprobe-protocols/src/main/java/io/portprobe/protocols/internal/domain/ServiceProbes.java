package io.portprobe.protocols.internal.domain;

import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.domain.report.DomainService;
import io.portprobe.protocols.domain.report.Purpose;
import io.portprobe.protocols.kerberos.Kerberos;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.protocols.msrpc.MsRpc;
import io.portprobe.spi.TlsSettings;
import io.portprobe.text.HostSyntax;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The probe of each service. Immutable. */
final class ServiceProbes {
  private final DomainSettings settings;
  private final String domain;

  ServiceProbes(DomainSettings settings, String domain) {
    this.settings = settings;
    this.domain = domain;
  }

  /**
   * Returns the services to probe at an address: those that the purposes need, and those that no
   * purpose needs, which are information.
   */
  static List<DomainService> services(Set<Purpose> purposes, InetAddress address) {
    Set<DomainService> ofOthers = required(EnumSet.complementOf(EnumSet.copyOf(purposes)));
    Set<DomainService> ofThese = required(purposes);
    return Arrays.stream(DomainService.values())
        .filter(service -> ofThese.contains(service) || !ofOthers.contains(service))
        .filter(service -> address.getAddress().length == 4 || !service.isIpv4Only())
        .toList();
  }

  /** Returns the services that purposes need. */
  static Set<DomainService> required(Set<Purpose> purposes) {
    Set<DomainService> services = EnumSet.noneOf(DomainService.class);
    purposes.forEach(purpose -> purpose.requirements().forEach(services::addAll));
    return services;
  }

  /** Returns the probe of a service on a well-known port. */
  PortProbe wellKnown(DomainService service, String host, InetAddress address) {
    PortProbe probe = settings.probe(settings.endpoint(service, address));
    if (service.transport() == Transport.TCP) {
      probe = service.isTls() ? probe.tls(tls(host)) : probe.plain();
    }
    String protocol = service.protocol().orElse("");
    if (!settings.client().protocols().contains(protocol)) {
      return probe.stateOnly();
    }
    return withOptions(probe.as(protocol), service);
  }

  private PortProbe withOptions(PortProbe probe, DomainService service) {
    return switch (service) {
      case DNS_UDP, DNS_TCP ->
          domain.isEmpty()
              ? probe
              : probe.option(Dns.NAME, DomainNames.controllers(domain)).option(Dns.TYPE, "SRV");
      case KERBEROS_UDP, KERBEROS_TCP ->
          domain.isEmpty() ? probe : probe.option(Kerberos.REALM, DomainNames.realm(domain));
      case LDAP_UDP, LDAP -> probe.option(Ldap.NETLOGON_DOMAIN, domain);
      case LDAPS, GLOBAL_CATALOG, GLOBAL_CATALOG_TLS ->
          probe.option(Ldap.NETLOGON, NetlogonPing.NEVER);
      default -> probe;
    };
  }

  /** Checks the certificate against the name of the controller, although its address is probed. */
  private static TlsSettings tls(String host) {
    TlsSettings defaults = TlsSettings.defaults();
    return HostSyntax.isLiteral(host) ? defaults : defaults.withServerName(host);
  }

  /** Returns the probe of a dynamic port: the management interface, which every server offers. */
  PortProbe dynamic(Endpoint endpoint) {
    return settings.probe(endpoint).as("msrpc").option(MsRpc.INQUIRY, Inquiry.management());
  }
}
