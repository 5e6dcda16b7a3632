package io.portprobe;

/** The addresses of a host name that a probe or scan uses. */
public enum AddressSelection {
  /** Every address, in parallel. The default of a probe. */
  ALL,
  /** The first address that the resolver returns. The default of a scan. */
  FIRST,
  /** Every IPv4 address. A probe of a host without one fails. */
  IPV4,
  /** Every IPv6 address. A probe of a host without one fails. */
  IPV6
}
