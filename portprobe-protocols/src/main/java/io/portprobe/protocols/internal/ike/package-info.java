/**
 * The dialogue and messages of the protocol {@code ike}.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.ike.IkeProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.ike.IkeDialogue}. May use {@code
 * io.portprobe.protocols.ike}, {@code io.portprobe.spi}, {@code io.portprobe.text} and {@code
 * io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.ike;

import org.jspecify.annotations.NullMarked;
