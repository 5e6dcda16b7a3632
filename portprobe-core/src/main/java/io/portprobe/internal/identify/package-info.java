/**
 * Identification of a service: a dialogue that offers what the peer sends to all protocols of the
 * client, and speaks the protocol that recognises it.
 *
 * <p>Start with {@link io.portprobe.internal.identify.IdentifyPlan}, which decides what to try
 * next, and {@link io.portprobe.internal.identify.TcpIdentification}, which does it. Neither does
 * I/O: the core runs an identification as it runs any other dialogue.
 *
 * <p>May use {@code internal.dialogue} and {@code internal.util}.
 */
@NullMarked
package io.portprobe.internal.identify;

import org.jspecify.annotations.NullMarked;
