/**
 * Waits whose failure is an {@link AssertionError}. Start with {@code WaitRun}. The engine of waits
 * in portprobe-core ({@code io.portprobe.internal.wait}) polls the ports; {@code AssertedWait} is
 * its goal, and {@code WaitFailure} the text of the error. May use: the API of {@code
 * io.portprobe}, {@code io.portprobe.internal.wait}, {@code internal.client} and {@code
 * internal.expectation}.
 */
@NullMarked
package io.portprobe.testing.internal.wait;

import org.jspecify.annotations.NullMarked;
