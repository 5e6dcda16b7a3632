/**
 * Results and options of the protocol {@code tftp}: TFTP servers (RFC 1350).
 *
 * <p>Start with {@link io.portprobe.protocols.tftp.Tftp}. The finding is a {@link
 * io.portprobe.protocols.tftp.TftpServer}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.tftp;

import org.jspecify.annotations.NullMarked;
