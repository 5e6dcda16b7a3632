package io.portprobe.protocols.rdp;

/** A security protocol of Remote Desktop (MS-RDPBCGR section 2.2.1.1.1). */
public enum RdpSecurity {
  /** The security layer of RDP itself, without a certificate that a client can check. */
  STANDARD(0, "standard RDP security"),
  /** TLS. */
  TLS(1, "TLS"),
  /** Network Level Authentication: CredSSP in TLS. */
  NLA(2, "NLA"),
  /** RDSTLS, for redirected connections. */
  RDSTLS(4, "RDSTLS"),
  /** Network Level Authentication with an early result of the authorization. */
  NLA_EARLY_AUTHORIZATION(8, "NLA with early user authorization");

  private final int value;
  private final String description;

  RdpSecurity(int value, String description) {
    this.value = value;
    this.description = description;
  }

  /**
   * Returns the value in a negotiation.
   *
   * @return 0, or a number with one bit
   */
  public int value() {
    return value;
  }

  /** Returns a description, for example {@code "NLA"}. */
  @Override
  public String toString() {
    return description;
  }
}
