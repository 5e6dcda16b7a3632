/** DNS, LDAP, the MS-RPC endpoint mapper and the NetBIOS name service. */
module io.portprobe.protocols {
  requires static transitive org.jspecify;
  requires transitive io.portprobe;
}
