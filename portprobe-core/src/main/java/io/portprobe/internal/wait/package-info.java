/**
 * Waits for a port. Start reading at {@link io.portprobe.internal.wait.PortAwait}.
 *
 * <p>Uses the public API only. Not exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.wait;

import org.jspecify.annotations.NullMarked;
