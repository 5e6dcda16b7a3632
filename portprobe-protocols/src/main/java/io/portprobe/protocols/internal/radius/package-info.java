/**
 * The dialogue and packets of the protocol {@code radius} (RFC 2865, RFC 5997).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.radius.RadiusProtocol}, which the service
 * loader finds, then {@link io.portprobe.protocols.internal.radius.StatusRequest}.
 *
 * <p>May use {@code io.portprobe.protocols.radius}, {@code io.portprobe.protocols.internal.text},
 * {@code io.portprobe.spi}, {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.radius;

import org.jspecify.annotations.NullMarked;
