/**
 * The order of the probes of a scan: which host and port comes when.
 *
 * <p>Start with {@link io.portprobe.internal.scan.order.ProbeOrder}, which numbers the hosts and
 * ports of a scan; {@link io.portprobe.internal.scan.order.Permutation} shuffles them without
 * memory.
 *
 * <p>May use: the public API only. Not exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.scan.order;

import org.jspecify.annotations.NullMarked;
