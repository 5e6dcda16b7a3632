/**
 * Sweeps: bulk state probes on bare sockets, which are used for one probe after another, on
 * separate event loops.
 *
 * <p>Start with {@link io.portprobe.internal.sweep.Sweep}, the contract, then {@link
 * io.portprobe.internal.sweep.BaseSweep}, which holds the order of events, then the sweep of a
 * system interface: {@link io.portprobe.internal.sweep.UringTcpSweep}, {@link
 * io.portprobe.internal.sweep.EpollSweep} or {@link io.portprobe.internal.sweep.NioSweep}. {@link
 * io.portprobe.internal.sweep.Sweeps} creates and closes them.
 *
 * <p>May use: {@code internal.io} for event loops and {@code internal.net} for error numbers. Not
 * exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.sweep;

import org.jspecify.annotations.NullMarked;
