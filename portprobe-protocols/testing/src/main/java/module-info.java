/** Servers that speak DNS, LDAP, MS-RPC and NetBIOS, for tests. */
module io.portprobe.protocols.testing {
  requires static transitive org.jspecify;
  requires transitive io.portprobe.faultkit;
  requires java.logging;
  requires static java.naming;
  requires static java.security.sasl;

  exports io.portprobe.protocols.testing;
  exports io.portprobe.protocols.testing.dns;
  exports io.portprobe.protocols.testing.ldap;
  exports io.portprobe.protocols.testing.msrpc;
  exports io.portprobe.protocols.testing.netbios;
}
