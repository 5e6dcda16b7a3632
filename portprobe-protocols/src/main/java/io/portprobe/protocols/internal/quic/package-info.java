/**
 * The dialogue of the protocol {@code quic}. Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.quic.QuicProtocol}.
 *
 * <p>May use {@code io.portprobe.protocols.quic}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.quic;

import org.jspecify.annotations.NullMarked;
