/**
 * The dialogue and messages of the protocol {@code snmp}.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.snmp.SnmpProtocol}, which the service loader
 * finds, then {@link io.portprobe.protocols.internal.snmp.SnmpDialogue}. The ASN.1 codec is that of
 * the UnboundID LDAP SDK.
 *
 * <p>May use {@code io.portprobe.protocols.snmp}, {@code io.portprobe.spi}, {@code
 * io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.snmp;

import org.jspecify.annotations.NullMarked;
