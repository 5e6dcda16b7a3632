/**
 * Servers on loopback that speak DNS, LDAP, MS-RPC and NetBIOS, for tests of any client of these
 * protocols.
 *
 * <p>One package per protocol. Start with {@link io.portprobe.protocols.testing.dns.DnsPeer},
 * {@link io.portprobe.protocols.testing.ldap.DirectoryPeer}, {@link
 * io.portprobe.protocols.testing.msrpc.EndpointMapperPeer} or {@link
 * io.portprobe.protocols.testing.netbios.NetBiosNameServicePeer}. Each is a {@link
 * io.portprobe.faultkit.Peer}.
 *
 * <p>May use the fault kit, dnsjava and the UnboundID LDAP SDK, but not portprobe's own protocol
 * implementations: the servers are written from the specifications, so that an error in a client is
 * not repeated in its server.
 */
@NullMarked
package io.portprobe.protocols.testing;

import org.jspecify.annotations.NullMarked;
