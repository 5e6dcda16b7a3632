/**
 * Result and options of the protocol {@code socks}: SOCKS 5 (RFC 1928), SOCKS 4 and 4A.
 *
 * <p>Start with {@link io.portprobe.protocols.socks.Socks}, which describes the protocol. The
 * finding is {@link io.portprobe.protocols.socks.SocksResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.socks;

import org.jspecify.annotations.NullMarked;
