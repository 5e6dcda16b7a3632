/**
 * The dialogue and messages of the protocol {@code sip} (RFC 3261).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.sip.SipProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.sip.SipDialogue}.
 *
 * <p>May use {@code io.portprobe.protocols.sip}, {@code io.portprobe.protocols.internal.text},
 * {@code io.portprobe.spi}, {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.sip;

import org.jspecify.annotations.NullMarked;
