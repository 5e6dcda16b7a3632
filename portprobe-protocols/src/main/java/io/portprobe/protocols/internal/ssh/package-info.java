/**
 * The dialogue and packets of the protocol {@code ssh} (RFC 4253).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.ssh.SshProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.ssh.SshDialogue}.
 *
 * <p>May use {@code io.portprobe.protocols.ssh}, {@code io.portprobe.protocols.internal.text},
 * {@code io.portprobe.spi}, {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.ssh;

import org.jspecify.annotations.NullMarked;
