/**
 * The dialogues, frames and header compression of HTTP/2. Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.http2.ConnectionDialogue}, which handles the
 * frames that {@code h2} and {@code grpc} have in common.
 *
 * <p>May use {@code io.portprobe.protocols.http2}, {@code internal.text}, {@code io.portprobe.spi},
 * {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.http2;

import org.jspecify.annotations.NullMarked;
