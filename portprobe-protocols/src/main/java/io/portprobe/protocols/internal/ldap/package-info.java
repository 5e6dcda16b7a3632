/**
 * The LDAP client: StartTLS, the search of the rootDSE and the netlogon ping, and how their
 * responses become a {@link io.portprobe.protocols.ldap.RootDse} (RFC 4511, RFC 4512, MS-ADTS). Not
 * exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.ldap.LdapProtocol}, then {@link
 * io.portprobe.protocols.internal.ldap.LdapDialogue}, which decides what to send next. Received
 * bytes pass through {@code LdapFrameDecoder} (where does a message end?), {@code BerValidator} (is
 * it safe to decode?), {@code LdapMessageCodec} and {@code RootDseBuilder}. The types named {@code
 * Netlogon...} encode the netlogon ping and decode its response.
 *
 * <p>May use: the SPI, {@code protocols.ldap}, {@code protocols.tls}, {@code internal.text}, {@code
 * internal.tls}, {@code io.portprobe.text} and the UnboundID LDAP SDK. No other protocol, no
 * sockets, no threads.
 */
@NullMarked
package io.portprobe.protocols.internal.ldap;

import org.jspecify.annotations.NullMarked;
