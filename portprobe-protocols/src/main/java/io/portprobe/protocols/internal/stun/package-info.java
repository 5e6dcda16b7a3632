/**
 * The dialogue and messages of the protocol {@code stun} (RFC 8489).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.stun.StunProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.stun.StunResponse}.
 *
 * <p>May use {@code io.portprobe.protocols.stun}, {@code io.portprobe.protocols.internal.text},
 * {@code io.portprobe.spi}, {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.stun;

import org.jspecify.annotations.NullMarked;
