package io.portprobe.protocols.ldap;

import io.portprobe.protocols.internal.ldap.NetlogonFormatter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a domain controller says of itself and of its client in answer to a netlogon ping (MS-ADTS
 * 6.3.3), in any of the forms there are (6.3.1.5, 6.3.1.7 to 6.3.1.9). What a form has no place
 * for, and a name that is empty, is empty here. Names may hold anything a server sends; one that is
 * not well-formed, or holds control characters, is {@code 0x} and its bytes in hex.
 *
 * @param opcode what it answers
 * @param ntVersion the form it answers in, as the sum of the bits of {@link NtVersion}
 * @param domainGuid the identifier of the domain
 * @param forest the DNS name of the forest
 * @param domain the DNS name of the domain, or of the application partition asked for
 * @param host the DNS name of the domain controller
 * @param netbiosDomain the NetBIOS name of the domain
 * @param netbiosHost the NetBIOS name of the domain controller, without leading backslashes
 * @param user the user that was asked for
 * @param site the site the domain controller is in
 * @param clientSite the site the client is in: in the opinion of the server, by the address it was
 *     asked from
 * @param nextClosestSite the site next to the client's, where it was asked for
 * @param address the address of the domain controller, as a literal
 * @param flags what the server is and does; none in the forms that have no place for it
 * @param unnamedFlags bits of the flags that have no name here; mostly 0
 * @param lmNtToken always 0xffff, says the specification
 * @param lm20Token always 0xffff, says the specification
 */
public record Netlogon(
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
    int lm20Token) {
  /** Copies the set and checks that nothing is null. */
  public Netlogon {
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

  /**
   * The answer for people: one fact a line.
   *
   * @return at least one line, without line breaks and control characters
   */
  public List<String> lines() {
    return NetlogonFormatter.lines(this);
  }
}
