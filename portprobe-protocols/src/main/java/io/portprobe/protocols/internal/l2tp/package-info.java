/**
 * The dialogue of the protocol {@code l2tp}.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.l2tp.L2tpProtocol}, which the service loader
 * finds. May use {@code io.portprobe.protocols.l2tp}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.l2tp;

import org.jspecify.annotations.NullMarked;
