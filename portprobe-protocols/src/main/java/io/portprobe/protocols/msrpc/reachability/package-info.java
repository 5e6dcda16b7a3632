/**
 * A check that connects to every port an endpoint map names: which registered interfaces can be
 * reached from this host, and which ports a packet filter drops.
 *
 * <p>Start with {@link io.portprobe.protocols.msrpc.reachability.EndpointReachability}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.protocols.msrpc}, and one class of {@code
 * io.portprobe.protocols.internal.msrpc.wire}, which encodes the datagram for UDP ports.
 */
@NullMarked
package io.portprobe.protocols.msrpc.reachability;

import org.jspecify.annotations.NullMarked;
