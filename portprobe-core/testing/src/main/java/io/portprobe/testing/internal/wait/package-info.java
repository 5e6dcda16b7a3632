/**
 * The execution of waits. Start with {@code WaitExecution}, which polls each port ({@code
 * PortPoll}) until enough of them meet the expectation ({@code Quorum}), the deadline passes, or a
 * condition aborts the wait ({@code GuardMonitor}). Time and threads come from {@code Timeline}, so
 * that tests can control them. May use: the API of {@code io.portprobe}, {@code internal.client}
 * and {@code internal.expectation}.
 */
@NullMarked
package io.portprobe.testing.internal.wait;

import org.jspecify.annotations.NullMarked;
