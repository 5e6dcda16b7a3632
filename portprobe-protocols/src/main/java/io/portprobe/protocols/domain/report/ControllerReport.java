package io.portprobe.protocols.domain.report;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result for one domain controller. Immutable and thread-safe. Implemented by portprobe only.
 */
public interface ControllerReport {
  /**
   * Returns the host name.
   *
   * @return the target of the SRV records, in lower case, or the host that the caller named
   */
  String host();

  /**
   * Returns whether at least one address responds.
   *
   * @return false if the controller is down, has no address, or was not probed
   */
  boolean isResponding();

  /**
   * Returns the site of the controller, from its response to the LDAP ping.
   *
   * @return the name; empty if it is not known
   */
  Optional<String> site();

  /**
   * Returns the roles and features of the controller, from its response to the LDAP ping.
   *
   * @return an unmodifiable set in the order of the bits; empty if it is not known
   */
  Set<DomainControllerFlag> flags();

  /**
   * Returns whether the controller is the PDC emulator of the domain.
   *
   * @return true if it states so
   */
  default boolean isPdc() {
    return flags().contains(DomainControllerFlag.PDC);
  }

  /**
   * Returns the verdict for each purpose: BLOCKED if one address that responds lacks a service,
   * since clients use any address of the name.
   *
   * @return an unmodifiable map in the order of {@link Purpose}
   */
  Map<Purpose, Verdict> verdicts();

  /**
   * Returns the result of each address.
   *
   * @return an unmodifiable list in the order of the name servers; empty if the name has no address
   */
  List<AddressReport> addresses();
}
