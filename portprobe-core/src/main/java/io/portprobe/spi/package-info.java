/**
 * The interfaces of a protocol plug-in.
 *
 * <p>A plug-in is a state machine without a socket. The core resolves, connects, does TLS, enforces
 * the deadline, retransmits datagrams, limits bytes and steps, and closes.
 *
 * <p>Start with {@link io.portprobe.spi.Protocol}, then {@link io.portprobe.spi.Dialogue} and
 * {@link io.portprobe.spi.Step}. For a protocol of a few lines, see {@link
 * io.portprobe.spi.Protocols}.
 *
 * <p>A {@link io.portprobe.spi.Protocol} and all values are thread-safe. A {@link
 * io.portprobe.spi.Dialogue} and its context belong to one conversation: the core calls them from
 * one thread at a time. Unless a type says otherwise, nothing is null.
 *
 * <p>May use: {@code io.portprobe} and {@code io.portprobe.text}, and no Netty types.
 */
@NullMarked
package io.portprobe.spi;

import org.jspecify.annotations.NullMarked;
