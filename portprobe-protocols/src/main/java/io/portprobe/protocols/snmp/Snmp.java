package io.portprobe.protocols.snmp;

import io.portprobe.spi.ProtocolOption;
import java.nio.charset.StandardCharsets;

/**
 * The options of the protocol {@code "snmp"}: SNMP agents (RFC 1157, RFC 3416, RFC 3412), bound to
 * udp/161 and tcp/161 (RFC 3430). The finding is an {@link SnmpAgent}.
 *
 * <p>The client sends a GetRequest for sysDescr, sysObjectID, sysUpTime and sysName (RFC 3418) with
 * SNMPv2c. An agent drops a message whose community or version it does not accept. Repeats
 * therefore alternate between the discovery of an SNMPv3 engine (RFC 3414 section 4), SNMPv1 and
 * SNMPv2c. An engine that responds to the discovery is a finding if no community is accepted. The
 * client sends no SetRequest, and no user name and key of SNMPv3.
 */
public final class Snmp {
  private static final int MAX_COMMUNITY = 255;

  /** The community name: 1 to 255 bytes of UTF-8. Default: {@code "public"}. */
  public static final ProtocolOption<String> COMMUNITY =
      ProtocolOption.of("snmp.community", "public", Snmp::isCommunity, "1-255 bytes of UTF-8")
          .describedAs("The community name.")
          .secret();

  private Snmp() {}

  private static boolean isCommunity(String name) {
    return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= MAX_COMMUNITY;
  }
}
