/**
 * Results and options of the protocol {@code tls}, and what findings of other protocols say about
 * TLS.
 *
 * <p>Start with {@link io.portprobe.protocols.tls.Tls}, whose finding is {@link
 * io.portprobe.protocols.tls.TlsResult}. Other protocols have a {@link
 * io.portprobe.protocols.tls.TlsSummary}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the JDK, {@code io.portprobe.spi} and {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.protocols.tls;

import org.jspecify.annotations.NullMarked;
