/**
 * The dialogue of the protocol {@code rsync}.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.rsync.RsyncProtocol}, which the service
 * loader finds, then {@link io.portprobe.protocols.internal.rsync.RsyncDialogue}.
 *
 * <p>May use {@code io.portprobe.protocols.rsync}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.rsync;

import org.jspecify.annotations.NullMarked;
