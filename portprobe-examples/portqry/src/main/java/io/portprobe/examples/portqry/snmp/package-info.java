/**
 * SNMP: a query of the system group of an agent (RFC 1213) with SNMPv2c and SNMPv1.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.snmp.SnmpProtocol}. May use the SPI of
 * {@code portprobe-core} and the BER codec of the UnboundID LDAP SDK.
 */
@NullMarked
package io.portprobe.examples.portqry.snmp;

import org.jspecify.annotations.NullMarked;
