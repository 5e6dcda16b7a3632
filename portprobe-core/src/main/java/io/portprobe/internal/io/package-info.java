/**
 * Event loops, the channels for each I/O mode, and background threads.
 *
 * <p>Start with {@link io.portprobe.internal.io.ClientEventLoops}: the loops that a client creates
 * or that a caller supplies. {@code ChannelBackend} creates sockets for epoll, kqueue or NIO, and
 * {@code IcmpErrorQueue} reads the ICMP messages of failed sockets on Linux. {@code TransportLog}
 * logs which interfaces are not available. Blocking work runs on {@code ClientThreads}.
 *
 * <p>May use: internal.net.
 */
@NullMarked
package io.portprobe.internal.io;

import org.jspecify.annotations.NullMarked;
