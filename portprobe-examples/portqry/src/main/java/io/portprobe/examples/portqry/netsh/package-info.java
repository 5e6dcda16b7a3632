/**
 * The command {@code netsh diag connect}: one TCP connection to a host, to the proxy, or to the
 * mail and news servers of the user.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.netsh.NetshCommand}. May use {@code
 * portprobe-core} and the packages {@code console} and {@code options}.
 */
@NullMarked
package io.portprobe.examples.portqry.netsh;

import org.jspecify.annotations.NullMarked;
