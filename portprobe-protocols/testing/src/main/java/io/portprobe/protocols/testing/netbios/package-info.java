/**
 * NetBIOS name and session services on loopback.
 *
 * <p>Start with {@link io.portprobe.protocols.testing.netbios.NetBiosNameServicePeer}.
 *
 * <p>May use the parent package and the fault kit.
 */
@NullMarked
package io.portprobe.protocols.testing.netbios;

import org.jspecify.annotations.NullMarked;
