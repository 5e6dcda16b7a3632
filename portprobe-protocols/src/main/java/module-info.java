/** DNS, LDAP, the MS-RPC endpoint mapper and the NetBIOS name service. */
module io.portprobe.protocols {
  requires static transitive org.jspecify;
  requires transitive io.portprobe;
  requires unboundid.ldapsdk;

  exports io.portprobe.protocols.ldap;
  exports io.portprobe.protocols.testkit;

  provides io.portprobe.spi.Protocol with
      io.portprobe.protocols.ldap.LdapProtocol;
}
