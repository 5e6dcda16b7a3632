/**
 * Waits for ports. Start with {@code WaitExecution}, which polls each port ({@code PortPoll}) until
 * enough of them meet a goal ({@code WaitGoal}, {@code Quorum}), the deadline passes, or a
 * condition aborts the wait ({@code GuardMonitor}). {@code PortAwait} is the goal of {@code
 * PortProbe.await}; portprobe-testing has the goals of its assertions. Time and threads come from
 * {@code Timeline}, so that tests can control them.
 *
 * <p>May use: the public API and {@code internal.util} only. Exported to portprobe-testing alone;
 * may change at any time.
 */
@NullMarked
package io.portprobe.internal.wait;

import org.jspecify.annotations.NullMarked;
