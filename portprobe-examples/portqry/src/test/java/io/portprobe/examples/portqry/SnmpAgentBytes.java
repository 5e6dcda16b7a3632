package io.portprobe.examples.portqry;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A response of Net-SNMP 5.9.3 (snmpd). */
final class SnmpAgentBytes {
  /** The beginning of every request up to the request id is as long with the community public. */
  private static final int ID_OFFSET = 17;

  private static final String RESPONSE =
      "306502010104067075626c6963a258020412345678020100020100304a302006082b0601020101010004"
          + "14706f727470726f62652074657374206167656e74301606082b06010201010200060a2b06010401"
          + "bf0803020a300e06082b060102010103004302012e";

  private SnmpAgentBytes() {}

  /** Returns the captured response with the id of a request whose id has four bytes. */
  static byte[] responseTo(ByteBuffer request) {
    byte[] response = HexFormat.of().parseHex(RESPONSE);
    request.get(request.position() + ID_OFFSET, response, ID_OFFSET, Integer.BYTES);
    return response;
  }
}
