/**
 * The dialogue and messages of the protocol {@code winrm} (DSP0226, MS-WSMV).
 *
 * <p>Start with {@link io.portprobe.protocols.internal.winrm.WinRmProtocol}, which the service
 * loader finds.
 *
 * <p>May use {@code io.portprobe.protocols.winrm}, {@code internal.http1}, {@code
 * io.portprobe.spi}, {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.winrm;

import org.jspecify.annotations.NullMarked;
