/**
 * Ports of this host: which are free, and which process listens. Start with {@link
 * io.portprobe.local.LocalPorts}. Nothing here sends a packet; a {@link io.portprobe.PortProbe}
 * does.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: {@code io.portprobe} and {@code io.portprobe.internal.local}.
 */
@NullMarked
package io.portprobe.local;

import org.jspecify.annotations.NullMarked;
