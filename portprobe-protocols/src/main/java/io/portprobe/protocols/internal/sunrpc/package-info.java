/**
 * The dialogues and messages of the protocols {@code rpcbind}, {@code nfs} and {@code mountd} (RFC
 * 5531, RFC 1833).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.sunrpc.RpcBindProtocol} and {@link
 * io.portprobe.protocols.internal.sunrpc.NfsProtocol}, which the service loader finds, then {@link
 * io.portprobe.protocols.internal.sunrpc.RpcReply}.
 *
 * <p>May use {@code io.portprobe.protocols.sunrpc}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.sunrpc;

import org.jspecify.annotations.NullMarked;
