/**
 * Assertions about ports and waits for ports, independent of test frameworks. Start with {@link
 * io.portprobe.testing.PortAssertions}.
 *
 * <p>An assertion holds only if the report proves it. A packet filter, silence over UDP, an
 * unresolvable name or a local failure proves nothing about the port: the assertion fails, and the
 * message says "not proven".
 *
 * <p>If the target is this host, the message also lists the sockets that are bound to the port, and
 * their processes as far as the current user may see them. This works on Linux, where {@code /proc}
 * lists them.
 *
 * <p>May use: the API of {@code io.portprobe}, and the packages below {@code internal}.
 */
@NullMarked
package io.portprobe.testing;

import org.jspecify.annotations.NullMarked;
