/**
 * A directory server on loopback that speaks LDAP over TCP and CLDAP over UDP, with Netlogon
 * replies of a domain controller.
 *
 * <p>Start with {@link io.portprobe.protocols.testing.ldap.DirectoryPeer}.
 *
 * <p>May use the parent package, the fault kit and the UnboundID LDAP SDK.
 */
@NullMarked
package io.portprobe.protocols.testing.ldap;

import org.jspecify.annotations.NullMarked;
