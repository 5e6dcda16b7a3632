/**
 * The dialogue and packets of the protocol {@code ntp} (RFC 5905).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.ntp.NtpProtocol}, which the service loader
 * finds.
 *
 * <p>May use {@code io.portprobe.protocols.ntp}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.ntp;

import org.jspecify.annotations.NullMarked;
