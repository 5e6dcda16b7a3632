/**
 * LDAP over TCP, TLS and UDP (RFC 4511, RFC 4512, MS-ADTS): the options and the finding of the
 * protocol {@code "ldap"}, which reads the rootDSE.
 *
 * <p>Start with {@link io.portprobe.protocols.ldap.Ldap}, the options, and {@link
 * io.portprobe.protocols.ldap.RootDse}, the finding, with {@link
 * io.portprobe.protocols.ldap.Netlogon} for domain controllers.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI, {@code protocols.tls} and {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.protocols.ldap;

import org.jspecify.annotations.NullMarked;
