/**
 * The protocol {@code tls}, and the result of a TLS handshake for the findings of other protocols.
 * Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.tls.TlsProtocol} or {@link
 * io.portprobe.protocols.internal.tls.DefaultTlsSummary}.
 *
 * <p>May use: the SPI, {@code protocols.tls}, {@code internal.text} and {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.protocols.internal.tls;

import org.jspecify.annotations.NullMarked;
