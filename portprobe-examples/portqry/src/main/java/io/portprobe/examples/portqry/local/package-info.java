/**
 * The local mode: the ports that this computer uses, the processes that use them, and changes of
 * them.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.local.LocalMode}. {@link
 * io.portprobe.examples.portqry.local.ProcPorts} reads the tables of Linux. May use {@code
 * portprobe-core} and the packages {@code console} and {@code options}.
 */
@NullMarked
package io.portprobe.examples.portqry.local;

import org.jspecify.annotations.NullMarked;
