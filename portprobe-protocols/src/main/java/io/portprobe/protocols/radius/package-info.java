/**
 * The protocol {@code "radius"}: the status of RADIUS servers.
 *
 * <p>Start with {@link io.portprobe.protocols.radius.Radius} (options) and {@link
 * io.portprobe.protocols.radius.RadiusStatus} (finding).
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.radius;

import org.jspecify.annotations.NullMarked;
