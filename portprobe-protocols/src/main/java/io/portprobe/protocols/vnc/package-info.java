/**
 * The protocol {@code "vnc"}: version, security types and desktop name of VNC servers.
 *
 * <p>Start with {@link io.portprobe.protocols.vnc.Vnc} (options) and {@link
 * io.portprobe.protocols.vnc.VncResult} (finding).
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.vnc;

import org.jspecify.annotations.NullMarked;
