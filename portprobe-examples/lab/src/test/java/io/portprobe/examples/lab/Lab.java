package io.portprobe.examples.lab;

/** Addresses of the test bed's hosts. */
public final class Lab {
  /** The Samba domain controller. */
  public static final String AD = "198.18.77.20";

  /** The stand-alone Samba server. */
  public static final String SMB = "198.18.77.21";

  /** BIND, OpenLDAP and many more. */
  public static final String SRV = "198.18.77.30";

  /** The packet filter. */
  public static final String FW = "198.18.77.40";

  private Lab() {}
}
