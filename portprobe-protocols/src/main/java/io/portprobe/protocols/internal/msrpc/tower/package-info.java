/**
 * Protocol towers: how an interface is registered with an endpoint mapper (C706 appendices I and L,
 * MS-RPCE 2.1), and the string binding that follows from it.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.msrpc.tower.TowerReader} and {@link
 * io.portprobe.protocols.internal.msrpc.tower.ProtocolSequenceLayout}.
 *
 * <p>May use {@code wire} and {@code io.portprobe.protocols.msrpc}.
 */
@NullMarked
package io.portprobe.protocols.internal.msrpc.tower;

import org.jspecify.annotations.NullMarked;
