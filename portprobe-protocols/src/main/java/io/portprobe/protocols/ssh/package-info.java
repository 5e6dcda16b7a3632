/**
 * The protocol {@code "ssh"}: identification and algorithms of SSH servers.
 *
 * <p>Start with {@link io.portprobe.protocols.ssh.Ssh} (options) and {@link
 * io.portprobe.protocols.ssh.SshResult} (finding).
 */
@NullMarked
package io.portprobe.protocols.ssh;

import org.jspecify.annotations.NullMarked;
