/**
 * Results and options of the protocol {@code rdp} (MS-RDPBCGR).
 *
 * <p>Start with {@link io.portprobe.protocols.rdp.Rdp}, which describes the protocol and its
 * options. The finding is {@link io.portprobe.protocols.rdp.RdpResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.rdp;

import org.jspecify.annotations.NullMarked;
