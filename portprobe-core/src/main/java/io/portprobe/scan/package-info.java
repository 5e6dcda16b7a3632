/**
 * Many endpoints: planned, paced, streamed, cancelled, taken up again.
 *
 * <p>Start here:
 *
 * <ul>
 *   <li>{@link io.portprobe.scan.Scan}: what to ask and how fast; made by {@link
 *       io.portprobe.ProbeClient#scan()}.
 *   <li>{@link io.portprobe.scan.HostSet} and {@link io.portprobe.scan.PortSet}: the hosts and the
 *       ports.
 *   <li>{@link io.portprobe.scan.ScanPlan}: what it will come to, before a packet leaves.
 *   <li>{@link io.portprobe.scan.ScanResult}: one port of one host; {@link
 *       io.portprobe.scan.ScanSummary}: how it all ended.
 *   <li>{@link io.portprobe.scan.ScanRun} and {@link io.portprobe.scan.ScanCheckpoint}: a scan at
 *       work, and where it stands.
 * </ul>
 */
@NullMarked
package io.portprobe.scan;

import org.jspecify.annotations.NullMarked;
