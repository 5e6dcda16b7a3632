/**
 * The dialogue and messages of the protocol {@code smb} (MS-SMB2, MS-SMB).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.smb.SmbProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.smb.SmbDialogue}.
 *
 * <p>May use {@code io.portprobe.protocols.smb}, {@code io.portprobe.protocols.ntlm}, {@code
 * io.portprobe.protocols.internal.ntlm}, {@code io.portprobe.spi}, {@code io.portprobe.text} and
 * {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.smb;

import org.jspecify.annotations.NullMarked;
