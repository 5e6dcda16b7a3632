/**
 * RPC endpoint mappers over TCP and UDP.
 *
 * <p>Start with {@link io.portprobe.protocols.testing.msrpc.EndpointMapperPeer} or {@link
 * io.portprobe.protocols.testing.msrpc.UdpEndpointMapperPeer}, which listen on loopback. {@link
 * io.portprobe.protocols.testing.msrpc.InMemoryEndpointMapper} serves without a socket.
 *
 * <p>May use the parent package and the fault kit.
 */
@NullMarked
package io.portprobe.protocols.testing.msrpc;

import org.jspecify.annotations.NullMarked;
