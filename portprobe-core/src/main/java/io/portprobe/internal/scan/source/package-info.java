/**
 * The sources of the work of a scan: a table of hosts, or a stream of hosts that the caller
 * supplies.
 *
 * <p>Start with {@link io.portprobe.internal.scan.source.WorkSource}, which gives out numbered
 * units. {@link io.portprobe.internal.scan.source.HostTableSource} computes them, {@link
 * io.portprobe.internal.scan.source.HostStreamSource} reads the hosts on a thread that may block.
 *
 * <p>May use {@code scan.checkpoint} and {@code scan.order}.
 */
@NullMarked
package io.portprobe.internal.scan.source;

import org.jspecify.annotations.NullMarked;
