/**
 * The dialogues and messages of the protocols {@code kerberos} (RFC 4120) and {@code kpasswd} (RFC
 * 3244).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.kerberos.KerberosProtocol} and {@link
 * io.portprobe.protocols.internal.kerberos.KpasswdProtocol}, which the service loader finds.
 *
 * <p>May use {@code io.portprobe.protocols.kerberos}, {@code io.portprobe.protocols.internal.asn1},
 * {@code io.portprobe.spi}, {@code io.portprobe.text}, {@code io.portprobe} and {@code
 * com.unboundid.asn1}.
 */
@NullMarked
package io.portprobe.protocols.internal.kerberos;

import org.jspecify.annotations.NullMarked;
