/**
 * Assertions about ports, for any test framework or none. Start with {@link
 * io.portprobe.assertions.PortAssertions}.
 *
 * <p>They hold a claim only where it is proven. A packet filter, silence over UDP, a name without
 * an address, or a fault of this machine prove nothing about what listens somewhere: then the
 * assertion fails and says "not proven".
 */
@NullMarked
package io.portprobe.assertions;

import org.jspecify.annotations.NullMarked;
