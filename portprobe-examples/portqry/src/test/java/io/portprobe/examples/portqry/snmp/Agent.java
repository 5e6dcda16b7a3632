package io.portprobe.examples.portqry.snmp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Datagrams of Net-SNMP 5.9.3 (snmpd), received for the requests of {@link SnmpDialogue}. */
public final class Agent {
  /** The id of the request and of the responses, as it was captured. */
  static final int REQUEST_ID = 0x12345678;

  /** The beginning of every request up to the request id is as long with the community public. */
  private static final int ID_OFFSET = 17;

  static final byte[] REQUEST_V1 =
      bytes(
          "304502010004067075626c6963a038020412345678020100020100302a300c06082b0601020101010005"
              + "00300c06082b060102010102000500300c06082b060102010103000500");
  static final byte[] RESPONSE_V1 =
      bytes(
          "306502010004067075626c6963a258020412345678020100020100304a302006082b0601020101010004"
              + "14706f727470726f62652074657374206167656e74301606082b06010201010200060a2b06010401"
              + "bf0803020a300e06082b060102010103004302012d");
  static final byte[] RESPONSE_V2C =
      bytes(
          "306502010104067075626c6963a258020412345678020100020100304a302006082b0601020101010004"
              + "14706f727470726f62652074657374206167656e74301606082b06010201010200060a2b06010401"
              + "bf0803020a300e06082b060102010103004302012e");

  /** For an object that does not exist: an error in version 1, and a value in version 2. */
  static final byte[] NO_SUCH_NAME =
      bytes(
          "303702010004067075626c6963a22a020412345678020102020102301c300c06082b0601020101010005"
              + "00300c06082b060102010163000500");

  static final byte[] NO_SUCH_OBJECT =
      bytes(
          "304b02010104067075626c6963a23e0204123456780201000201003030302006082b0601020101010004"
              + "14706f727470726f62652074657374206167656e74300c06082b060102010163008000");

  private Agent() {}

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** Returns the captured response with the id of a request whose id has four bytes. */
  public static byte[] responseTo(ByteBuffer request) {
    byte[] response = RESPONSE_V2C.clone();
    request.get(request.position() + ID_OFFSET, response, ID_OFFSET, Integer.BYTES);
    return response;
  }
}
