/**
 * Results and options of the protocol {@code smb} (MS-SMB2, MS-SMB).
 *
 * <p>Start with {@link io.portprobe.protocols.smb.Smb}, which describes the protocol and its
 * options. The finding is {@link io.portprobe.protocols.smb.SmbResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.protocols.ntlm}
 * only.
 */
@NullMarked
package io.portprobe.protocols.smb;

import org.jspecify.annotations.NullMarked;
