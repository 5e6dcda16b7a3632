/**
 * The dialogues and packets of the protocol {@code netbios} (RFC 1002 sections 4.2 and 4.3).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.netbios.NetBiosProtocol}, which the service
 * loader finds, then {@link io.portprobe.protocols.internal.netbios.NameServiceDialogue} (UDP) and
 * {@link io.portprobe.protocols.internal.netbios.SessionDialogue} (TCP).
 *
 * <p>May use {@code io.portprobe.protocols.netbios}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.netbios;

import org.jspecify.annotations.NullMarked;
