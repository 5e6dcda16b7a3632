/**
 * Results and options of the protocol {@code netbios}: the name service and the session service of
 * NetBIOS over TCP/IP (RFC 1001, RFC 1002).
 *
 * <p>Start with {@link io.portprobe.protocols.netbios.NetBios}, which describes the protocol and
 * its options. The findings are {@link io.portprobe.protocols.netbios.NodeStatus}, {@link
 * io.portprobe.protocols.netbios.NameQueryResponse} and {@link
 * io.portprobe.protocols.netbios.SessionResponse}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.netbios;

import org.jspecify.annotations.NullMarked;
