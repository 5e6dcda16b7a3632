/** How a wait runs: polls, guards, history. */
@NullMarked
package io.portprobe.testing.internal.wait;

import org.jspecify.annotations.NullMarked;
