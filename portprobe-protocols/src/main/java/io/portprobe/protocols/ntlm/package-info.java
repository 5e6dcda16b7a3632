/**
 * Results of NTLM (MS-NLMP) that several protocols share: what a server states about itself before
 * a log-on.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>Start with {@link io.portprobe.protocols.ntlm.NtlmTarget}. May use {@code io.portprobe} only.
 */
@NullMarked
package io.portprobe.protocols.ntlm;

import org.jspecify.annotations.NullMarked;
