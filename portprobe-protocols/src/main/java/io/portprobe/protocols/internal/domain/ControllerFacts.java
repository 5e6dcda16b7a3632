package io.portprobe.protocols.internal.domain;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.RootDse;
import java.util.Optional;
import java.util.Set;

/**
 * What a controller states about itself and about the client. Texts are those of the peer.
 * Immutable.
 *
 * @param domain the domain, in normal form
 * @param forest the forest, in normal form
 * @param host the name of the controller, in normal form
 * @param site the site of the controller
 * @param clientSite the site of this host
 * @param flags the roles of the controller
 */
record ControllerFacts(
    Optional<String> domain,
    Optional<String> forest,
    Optional<String> host,
    Optional<String> site,
    Optional<String> clientSite,
    Set<DomainControllerFlag> flags) {
  static final ControllerFacts NONE =
      new ControllerFacts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of());

  static ControllerFacts of(RootDse directory) {
    Optional<Netlogon> ping = directory.netlogon();
    return new ControllerFacts(
        ping.flatMap(Netlogon::domain)
            .flatMap(DomainNames::domain)
            .or(() -> directory.defaultNamingContext().flatMap(DomainNames::domainOfContext)),
        ping.flatMap(Netlogon::forest).flatMap(DomainNames::domain),
        ping.flatMap(Netlogon::host).or(directory::dnsHostName).flatMap(DomainNames::host),
        ping.flatMap(Netlogon::site),
        ping.flatMap(Netlogon::clientSite),
        ping.map(Netlogon::flags).orElse(Set.of()));
  }

  static ControllerFacts of(ProbeOutcome outcome) {
    return outcome
        .report()
        .flatMap(report -> report.finding(RootDse.class))
        .map(ControllerFacts::of)
        .orElse(NONE);
  }

  /** Returns these facts, and those of another response where these lack them. */
  ControllerFacts or(ControllerFacts other) {
    return new ControllerFacts(
        domain.or(other::domain),
        forest.or(other::forest),
        host.or(other::host),
        site.or(other::site),
        clientSite.or(other::clientSite),
        flags.isEmpty() ? other.flags : flags);
  }
}
