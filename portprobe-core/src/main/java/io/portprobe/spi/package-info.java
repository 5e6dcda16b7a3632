/**
 * What the author of a protocol plug-in implements.
 *
 * <p>A plug-in is a state machine without a socket: the core resolves, dials, starts TLS, keeps the
 * deadline, retransmits datagrams, bounds bytes and steps, and closes. Start with {@link
 * io.portprobe.spi.Protocol}, then {@link io.portprobe.spi.Dialogue} and {@link
 * io.portprobe.spi.Step}.
 */
@NullMarked
package io.portprobe.spi;

import org.jspecify.annotations.NullMarked;
