/**
 * Hosts and ports as text and as compact sets.
 *
 * <p>Start reading at {@link io.portprobe.internal.targets.HostTable}, which {@link
 * io.portprobe.scan.HostSet} wraps, and {@link io.portprobe.internal.targets.PortListParser}, which
 * {@link io.portprobe.scan.PortSet} uses.
 *
 * <p>Uses {@code io.portprobe.text} only. Not exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.targets;

import org.jspecify.annotations.NullMarked;
