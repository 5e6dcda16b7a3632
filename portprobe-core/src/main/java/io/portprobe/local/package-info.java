/**
 * Ports of this host: which are free, and which process listens. Start at {@link
 * io.portprobe.local.LocalPorts}. Nothing here sends a packet; a {@link io.portprobe.PortProbe}
 * does.
 */
@NullMarked
package io.portprobe.local;

import org.jspecify.annotations.NullMarked;
