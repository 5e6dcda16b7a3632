/**
 * Result and options of the protocol {@code quic}: version negotiation (RFC 8999).
 *
 * <p>Start with {@link io.portprobe.protocols.quic.Quic}, which describes the protocol. The finding
 * is {@link io.portprobe.protocols.quic.QuicVersions}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.quic;

import org.jspecify.annotations.NullMarked;
