/**
 * What servers do with requests of other protocols; see {@link
 * io.portprobe.spi.Protocol#foreignReaction(java.nio.ByteBuffer)}. Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.reaction.LengthFirst}.
 *
 * <p>May use: the JDK and {@code io.portprobe.spi}.
 */
@NullMarked
package io.portprobe.protocols.internal.reaction;

import org.jspecify.annotations.NullMarked;
