/**
 * The dialogue of the protocol {@code socks}. Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.socks.SocksProtocol}.
 *
 * <p>May use {@code io.portprobe.protocols.socks}, {@code internal.text}, {@code io.portprobe.spi},
 * {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.socks;

import org.jspecify.annotations.NullMarked;
