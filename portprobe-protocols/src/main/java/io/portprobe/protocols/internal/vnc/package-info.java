/**
 * The dialogue and messages of the protocol {@code vnc} (RFC 6143).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.vnc.VncProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.vnc.VncDialogue}.
 *
 * <p>May use {@code io.portprobe.protocols.vnc}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.vnc;

import org.jspecify.annotations.NullMarked;
