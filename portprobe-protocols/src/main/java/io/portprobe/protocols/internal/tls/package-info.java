/**
 * Reads the result of a TLS handshake for the findings of DNS and LDAP. Not exported.
 *
 * <p>Start reading at {@link io.portprobe.protocols.internal.tls.DefaultTlsSummary}.
 *
 * <p>May use: the SPI, {@code protocols.tls}, {@code internal.text} and {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.protocols.internal.tls;

import org.jspecify.annotations.NullMarked;
