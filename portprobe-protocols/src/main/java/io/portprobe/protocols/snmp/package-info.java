/**
 * Results and options of the protocol {@code snmp}: the system group of an SNMP agent, or the
 * identity of its SNMPv3 engine.
 *
 * <p>Start with {@link io.portprobe.protocols.snmp.Snmp}, which describes the protocol and its
 * options. The finding is an {@link io.portprobe.protocols.snmp.SnmpAgent}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.snmp;

import org.jspecify.annotations.NullMarked;
