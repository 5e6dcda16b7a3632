/**
 * The protocol {@code "ssh"}: identification and algorithms of SSH servers.
 *
 * <p>Start with {@link io.portprobe.protocols.ssh.Ssh} (options) and {@link
 * io.portprobe.protocols.ssh.SshResult} (finding).
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.ssh;

import org.jspecify.annotations.NullMarked;
