/**
 * The execution of one probe: name resolution, target policy, socket permits, one attempt per
 * address, report.
 *
 * <p>Start with {@link io.portprobe.internal.probe.ProbeExecution}. Its parts, in the order of a
 * probe: {@code HostLookup}, {@code AddressAttempts} ({@code TargetDecisions}, {@code
 * SocketPermits}, {@code AttemptSlot}), {@code TcpAttempt} or {@code UdpAttempt}, {@code
 * DefaultProbeReport}, {@code ReportText}. A probe is confined to one event loop; only name
 * resolution runs on background threads.
 *
 * <p>May use: internal.dialogue, internal.io, internal.names, internal.net, internal.jfr,
 * internal.util.
 */
@NullMarked
package io.portprobe.internal.probe;

import org.jspecify.annotations.NullMarked;
