/**
 * Hosts and ports as text and as compact sets, and what kind of address an address is.
 *
 * <p>Start with {@link io.portprobe.internal.targets.HostTable}, which {@link
 * io.portprobe.scan.HostSet} wraps, and {@link io.portprobe.internal.targets.PortListParser}, which
 * {@link io.portprobe.scan.PortSet} uses.
 *
 * <p>The target policies use {@link io.portprobe.internal.targets.CidrRanges} and {@link
 * io.portprobe.internal.targets.AddressForms}.
 *
 * <p>May use: {@code io.portprobe.text} and the interfaces of {@code io.portprobe} only. Not
 * exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.targets;

import org.jspecify.annotations.NullMarked;
