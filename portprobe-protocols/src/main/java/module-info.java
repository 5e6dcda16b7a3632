/** DNS, LDAP, the MS-RPC endpoint mapper and the NetBIOS name service. */
module io.portprobe.protocols {
  requires static transitive org.jspecify;
  requires transitive io.portprobe;
  requires org.dnsjava;

  exports io.portprobe.protocols.dns;
  exports io.portprobe.protocols.netbios;
  exports io.portprobe.protocols.testkit;

  provides io.portprobe.spi.Protocol with
      io.portprobe.protocols.dns.DnsProtocol,
      io.portprobe.protocols.netbios.NetBiosProtocol;
}
