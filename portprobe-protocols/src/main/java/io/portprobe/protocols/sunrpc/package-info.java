/**
 * The protocols {@code "rpcbind"}, {@code "nfs"} and {@code "mountd"}: programs of ONC RPC (RFC
 * 5531).
 *
 * <p>Start with {@link io.portprobe.protocols.sunrpc.RpcRegistry}, the finding about a port mapper,
 * and {@link io.portprobe.protocols.sunrpc.RpcVersions}, the finding about one program. The
 * protocols have no options.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.sunrpc;

import org.jspecify.annotations.NullMarked;
