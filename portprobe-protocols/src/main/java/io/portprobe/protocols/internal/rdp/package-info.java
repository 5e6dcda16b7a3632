/**
 * The dialogue and messages of the protocol {@code rdp} (MS-RDPBCGR, RFC 1006, X.224).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.rdp.RdpProtocol}, which the service loader
 * finds.
 *
 * <p>May use {@code io.portprobe.protocols.rdp}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.rdp;

import org.jspecify.annotations.NullMarked;
