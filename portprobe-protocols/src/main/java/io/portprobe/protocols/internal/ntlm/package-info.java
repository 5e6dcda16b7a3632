/**
 * The messages of NTLM (MS-NLMP) and SPNEGO (RFC 4178) that precede a log-on.
 *
 * <p>Start with {@code NtlmMessages}. May use {@code io.portprobe.protocols.ntlm}, {@code
 * io.portprobe.protocols.internal.asn1}, {@code io.portprobe.text} and {@code com.unboundid.asn1}.
 */
@NullMarked
package io.portprobe.protocols.internal.ntlm;

import org.jspecify.annotations.NullMarked;
