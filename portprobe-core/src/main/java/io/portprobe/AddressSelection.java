package io.portprobe;

/** Which addresses of a name are probed. */
public enum AddressSelection {
  /** Every address, in parallel; the default. */
  ALL,
  /** The first address the resolver gives. */
  FIRST,
  /** Every IPv4 address. */
  IPV4,
  /** Every IPv6 address. */
  IPV6
}
