/**
 * Results and options of the protocol {@code msrpc}: the MS-RPC endpoint mapper and the management
 * interface of MS-RPC servers (C706, MS-RPCE).
 *
 * <p>Start with {@link io.portprobe.protocols.msrpc.MsRpc}, which describes the protocol and its
 * option. The findings are {@link io.portprobe.protocols.msrpc.EndpointMap} and {@link
 * io.portprobe.protocols.msrpc.ServerManagement}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.msrpc;

import org.jspecify.annotations.NullMarked;
