/**
 * The API for scanning many ports of many hosts: planned, rate-limited, streamed and resumable.
 *
 * <p>Start with:
 *
 * <ul>
 *   <li>{@link io.portprobe.scan.Scan}: what to probe and how fast; created by {@link
 *       io.portprobe.ProbeClient#scan()}.
 *   <li>{@link io.portprobe.scan.HostSet} and {@link io.portprobe.scan.PortSet}: the targets.
 *   <li>{@link io.portprobe.scan.ScanPlan}: the size of a scan, before a packet is sent.
 *   <li>{@link io.portprobe.scan.ScanResult}: one port of one host; {@link
 *       io.portprobe.scan.ScanSummary}: the counts of the scan.
 *   <li>{@link io.portprobe.scan.ScanRun} and {@link io.portprobe.scan.ScanCheckpoint}: a running
 *       scan and its progress.
 * </ul>
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: {@code io.portprobe} and {@code io.portprobe.spi}, and pure functions of {@code
 * io.portprobe.internal.targets} and {@code io.portprobe.internal.scan.checkpoint}.
 */
@NullMarked
package io.portprobe.scan;

import org.jspecify.annotations.NullMarked;
