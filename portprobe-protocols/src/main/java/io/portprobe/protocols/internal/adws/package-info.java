/**
 * The dialogue and messages of the protocol {@code adws} (MC-NMF, MS-NNS).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.adws.AdwsProtocol}, which the service loader
 * finds.
 *
 * <p>May use {@code io.portprobe.protocols.adws}, {@code io.portprobe.protocols.ntlm}, {@code
 * io.portprobe.protocols.internal.ntlm}, {@code io.portprobe.protocols.internal.text}, {@code
 * io.portprobe.spi}, {@code io.portprobe.text}, {@code io.portprobe} and {@code
 * com.unboundid.asn1}.
 */
@NullMarked
package io.portprobe.protocols.internal.adws;

import org.jspecify.annotations.NullMarked;
