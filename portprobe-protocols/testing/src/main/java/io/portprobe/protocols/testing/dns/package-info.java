/**
 * A DNS server on loopback that serves a zone over UDP and TCP.
 *
 * <p>Start with {@link io.portprobe.protocols.testing.dns.DnsPeer}.
 *
 * <p>May use the parent package, the fault kit and dnsjava.
 */
@NullMarked
package io.portprobe.protocols.testing.dns;

import org.jspecify.annotations.NullMarked;
