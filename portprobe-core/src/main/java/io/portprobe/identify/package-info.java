/**
 * Identification: which protocol and product a port serves, on any port and in few connections. See
 * {@link io.portprobe.PortProbe#identify()} and {@link io.portprobe.scan.Scan#identify()}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>Start with {@link io.portprobe.identify.ServiceIdentity}, the result, and {@link
 * io.portprobe.identify.IdentifySettings}. May use: {@code io.portprobe} and {@code
 * io.portprobe.spi}.
 */
@NullMarked
package io.portprobe.identify;

import org.jspecify.annotations.NullMarked;
