/**
 * How fast a scan probes one address: pure arithmetic on counts and on times that the caller
 * supplies, without sockets, threads or clocks.
 *
 * <p>Start with {@link io.portprobe.internal.scan.pacing.RttEstimator} (how long to wait for a
 * response), {@link io.portprobe.internal.scan.pacing.LossEstimator} (how often to send), {@link
 * io.portprobe.internal.scan.pacing.CongestionWindow} (how many probes are in flight), {@link
 * io.portprobe.internal.scan.pacing.RateLimiter} (how many probes a second) and {@link
 * io.portprobe.internal.scan.pacing.IcmpRateLimitPacer} (how slowly to repeat UDP probes). {@code
 * AddressProgress} in the package above combines them.
 *
 * <p>May use: the JDK only. Not exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.scan.pacing;

import org.jspecify.annotations.NullMarked;
