/**
 * The encoding of DCE/RPC: PDUs of the connection-oriented and of the connectionless protocol, and
 * NDR (C706 chapters 12 and 14).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.msrpc.wire.ConnectionPdu} and {@link
 * io.portprobe.protocols.internal.msrpc.wire.DatagramPdu}. Everything that reads received bytes
 * throws {@link io.portprobe.protocols.internal.msrpc.wire.RpcFormatException} and nothing else.
 *
 * <p>May use the JDK and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.internal.msrpc.wire;

import org.jspecify.annotations.NullMarked;
