/**
 * The dialogue and commands of the protocol {@code telnet} (RFC 854).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.telnet.TelnetProtocol}, which the service
 * loader finds, then {@link io.portprobe.protocols.internal.telnet.TelnetDialogue}.
 *
 * <p>May use {@code io.portprobe.protocols.telnet}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.telnet;

import org.jspecify.annotations.NullMarked;
