/**
 * Bytes received from a peer, shown as text. Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.text.PeerText}.
 *
 * <p>May use: the JDK and {@code io.portprobe.text}.
 */
@NullMarked
package io.portprobe.protocols.internal.text;

import org.jspecify.annotations.NullMarked;
