/**
 * The interactive mode of version 2: the user sets a target and options, and queries it.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.interactive.InteractiveMode}. May use
 * {@code portprobe-core} and the packages {@code console} and {@code options}.
 */
@NullMarked
package io.portprobe.examples.portqry.interactive;

import org.jspecify.annotations.NullMarked;
