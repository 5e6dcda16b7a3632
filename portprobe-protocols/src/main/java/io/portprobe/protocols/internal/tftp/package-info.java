/**
 * The dialogue of the protocol {@code tftp}.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.tftp.TftpProtocol}, which the service loader
 * finds. May use {@code io.portprobe.protocols.tftp}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.tftp;

import org.jspecify.annotations.NullMarked;
