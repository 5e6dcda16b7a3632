/**
 * Results and options of the protocol {@code adws}, Active Directory Web Services (MS-ADDM).
 *
 * <p>Start with {@link io.portprobe.protocols.adws.Adws}, which describes the protocol and its
 * options. The finding is {@link io.portprobe.protocols.adws.AdwsResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.protocols.ntlm}
 * only.
 */
@NullMarked
package io.portprobe.protocols.adws;

import org.jspecify.annotations.NullMarked;
