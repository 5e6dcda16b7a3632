/**
 * The dialogues of the protocol {@code msrpc}: which calls are made, over TCP and UDP, and how
 * their responses become findings.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.msrpc.MsRpcProtocol}, which the service
 * loader finds. {@link io.portprobe.protocols.internal.msrpc.CallSequence} decides which call is
 * next; {@link io.portprobe.protocols.internal.msrpc.ConnectionDialogue} and {@link
 * io.portprobe.protocols.internal.msrpc.DatagramDialogue} carry the calls.
 *
 * <p>May use {@code wire}, {@code tower}, {@code io.portprobe.protocols.msrpc}, {@code
 * io.portprobe.spi} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.msrpc;

import org.jspecify.annotations.NullMarked;
