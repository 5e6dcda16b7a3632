package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NetlogonOpcode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A {@link Netlogon} whose components are the accessors of the interface. */
public record DefaultNetlogon(
    NetlogonOpcode opcode,
    int ntVersion,
    Optional<UUID> domainGuid,
    Optional<String> forest,
    Optional<String> domain,
    Optional<String> host,
    Optional<String> netbiosDomain,
    Optional<String> netbiosHost,
    Optional<String> user,
    Optional<String> site,
    Optional<String> clientSite,
    Optional<String> nextClosestSite,
    Optional<String> address,
    Set<DomainControllerFlag> flags,
    int unnamedFlags,
    int lmNtToken,
    int lm20Token)
    implements Netlogon {
  /**
   * Copies the set.
   *
   * @throws NullPointerException if an argument is null
   */
  public DefaultNetlogon {
    Objects.requireNonNull(opcode, "opcode");
    Objects.requireNonNull(domainGuid, "domainGuid");
    Objects.requireNonNull(forest, "forest");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(netbiosDomain, "netbiosDomain");
    Objects.requireNonNull(netbiosHost, "netbiosHost");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(site, "site");
    Objects.requireNonNull(clientSite, "clientSite");
    Objects.requireNonNull(nextClosestSite, "nextClosestSite");
    Objects.requireNonNull(address, "address");
    EnumSet<DomainControllerFlag> ordered = EnumSet.noneOf(DomainControllerFlag.class);
    ordered.addAll(flags);
    flags = Collections.unmodifiableSet(ordered);
  }

  @Override
  public List<String> lines() {
    return NetlogonFormatter.lines(this);
  }

  /** Returns the kind of response, domain and host on one line. */
  @Override
  public String toString() {
    return NetlogonFormatter.summary(this);
  }
}
