/**
 * Identification: which protocol and product a port serves, on any port and in few connections. See
 * {@link io.portprobe.PortProbe#identify()} and {@link io.portprobe.scan.Scan#identify()}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 */
@NullMarked
package io.portprobe.identify;

import org.jspecify.annotations.NullMarked;
