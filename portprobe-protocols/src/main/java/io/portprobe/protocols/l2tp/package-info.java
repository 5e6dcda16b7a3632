/**
 * Results and options of the protocol {@code l2tp}: L2TP network servers (RFC 2661).
 *
 * <p>Start with {@link io.portprobe.protocols.l2tp.L2tp}. The finding is an {@link
 * io.portprobe.protocols.l2tp.L2tpServer}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.l2tp;

import org.jspecify.annotations.NullMarked;
