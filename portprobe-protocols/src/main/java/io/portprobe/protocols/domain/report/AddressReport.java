package io.portprobe.protocols.domain.report;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result for one address of a controller. Immutable and thread-safe. Implemented by portprobe
 * only.
 */
public interface AddressReport {
  /**
   * Returns the address.
   *
   * @return an IPv4 or IPv6 address
   */
  InetAddress address();

  /**
   * Returns whether the address responds.
   *
   * @return the state
   */
  AddressState state();

  /**
   * Returns how far the clock of the controller is ahead of the clock of this host, by the most
   * exact service that responded: NTP, Kerberos, SMB, then LDAP.
   *
   * @return negative if the controller's clock is slow; empty if no service has a clock
   */
  Optional<Duration> clockOffset();

  /**
   * Returns the verdict for each purpose.
   *
   * @return an unmodifiable map in the order of {@link Purpose}
   */
  Map<Purpose, Verdict> verdicts();

  /**
   * Returns the result of each service.
   *
   * @return an unmodifiable list in the order of {@link DomainService}
   */
  List<ServiceReport> services();

  /**
   * Returns the result of one service.
   *
   * @param service the service
   * @return the result; empty if the check did not include the service
   */
  default Optional<ServiceReport> service(DomainService service) {
    return services().stream().filter(each -> each.service() == service).findFirst();
  }
}
