package io.portprobe.protocols.ldap;

/** When to send the netlogon ping (MS-ADTS 6.3.3) after the search of the rootDSE. */
public enum NetlogonPing {
  /**
   * If the rootDSE claims that the server is a domain controller of Active Directory: see {@link
   * RootDse#isActiveDirectory()}. The default.
   */
  IF_ACTIVE_DIRECTORY,

  /** Always, also to a server that hides its rootDSE. */
  ALWAYS,

  /** Never. */
  NEVER
}
