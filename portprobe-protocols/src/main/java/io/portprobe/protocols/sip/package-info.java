/**
 * The protocol {@code "sip"}: capabilities of SIP servers.
 *
 * <p>{@link io.portprobe.protocols.sip.SipResult} is the finding. There are no options.
 */
@NullMarked
package io.portprobe.protocols.sip;

import org.jspecify.annotations.NullMarked;
