/**
 * The protocol {@code "stun"}: the address that a STUN or TURN server sees.
 *
 * <p>Start with {@link io.portprobe.protocols.stun.StunResult}, the finding. There are no options.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.stun;

import org.jspecify.annotations.NullMarked;
