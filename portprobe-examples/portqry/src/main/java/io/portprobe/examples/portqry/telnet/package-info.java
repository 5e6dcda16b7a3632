/**
 * The command {@code telnet}, as it is used to test a port.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.telnet.TelnetCommand}. May use {@code
 * portprobe-core}, Commons Net, picocli and the packages {@code console} and {@code options}.
 */
@NullMarked
package io.portprobe.examples.portqry.telnet;

import org.jspecify.annotations.NullMarked;
