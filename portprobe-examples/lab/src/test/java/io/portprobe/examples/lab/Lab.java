package io.portprobe.examples.lab;

/** Addresses of the test bed's hosts. */
final class Lab {
  /** The Samba domain controller. */
  static final String AD = "198.18.77.20";

  /** The stand-alone Samba server. */
  static final String SMB = "198.18.77.21";

  /** BIND, OpenLDAP and many more. */
  static final String SRV = "198.18.77.30";

  /** The packet filter. */
  static final String FW = "198.18.77.40";

  private Lab() {}
}
