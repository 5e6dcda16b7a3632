/**
 * The protocol {@code "sip"}: capabilities of SIP servers.
 *
 * <p>Start with {@link io.portprobe.protocols.sip.SipResult}, the finding. There are no options.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.sip;

import org.jspecify.annotations.NullMarked;
