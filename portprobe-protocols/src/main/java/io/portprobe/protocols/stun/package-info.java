/**
 * The protocol {@code "stun"}: the address that a STUN or TURN server sees.
 *
 * <p>{@link io.portprobe.protocols.stun.StunResult} is the finding. There are no options.
 */
@NullMarked
package io.portprobe.protocols.stun;

import org.jspecify.annotations.NullMarked;
