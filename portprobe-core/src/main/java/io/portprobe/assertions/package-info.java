/**
 * Assertions about ports, for any test framework or none. Start with {@link
 * io.portprobe.testing.PortAssertions}.
 *
 * <p>They hold a claim only where it is proven. A packet filter, silence over UDP, a name without
 * an address, or a fault of this machine prove nothing about what listens somewhere: then the
 * assertion fails and says "not proven".
 *
 * <p>Of a port of this machine a failure also tells what is bound there and by which process, as
 * far as the system lets this user see: on Linux, by {@code /proc}. Elsewhere it leaves that out.
 */
@NullMarked
package io.portprobe.assertions;

import org.jspecify.annotations.NullMarked;
