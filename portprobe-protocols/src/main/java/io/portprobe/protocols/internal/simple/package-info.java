/**
 * The dialogues of small services of one exchange: echo, discard, daytime, qotd, chargen, time,
 * finger, ident and syslog.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.simple.SimpleProtocol}, the base class of
 * the protocols that the service loader finds.
 *
 * <p>May use {@code io.portprobe.protocols.simple}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.simple;

import org.jspecify.annotations.NullMarked;
