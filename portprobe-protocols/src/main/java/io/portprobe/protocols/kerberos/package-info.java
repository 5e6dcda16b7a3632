/**
 * Results and options of the protocols {@code kerberos} (RFC 4120) and {@code kpasswd} (RFC 3244).
 *
 * <p>Start with {@link io.portprobe.protocols.kerberos.Kerberos}, which describes both protocols
 * and the options. The findings are {@link io.portprobe.protocols.kerberos.KdcResponse} and {@link
 * io.portprobe.protocols.kerberos.KpasswdResponse}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.kerberos;

import org.jspecify.annotations.NullMarked;
