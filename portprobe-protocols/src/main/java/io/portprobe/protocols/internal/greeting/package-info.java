/**
 * The protocols of {@link io.portprobe.protocols.greeting}, in which the server greets in lines of
 * text.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.greeting.CommandDialogue}. May use the SPI,
 * {@code io.portprobe.text} and {@code io.portprobe.protocols.internal.tls}.
 */
@NullMarked
package io.portprobe.protocols.internal.greeting;

import org.jspecify.annotations.NullMarked;
