package io.portprobe.protocols.ldap;

/** When to ask for the netlogon ping (MS-ADTS 6.3.3) behind the rootDSE. */
public enum NetlogonPing {
  /**
   * Where the rootDSE says that the server is a domain controller of Active Directory: see {@link
   * RootDse#isActiveDirectory()}. The default.
   */
  WHERE_ACTIVE_DIRECTORY,

  /** Always: of a server that hides its rootDSE as well. */
  ALWAYS,

  /** Never. */
  NEVER
}
