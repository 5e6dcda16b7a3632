package io.portprobe.protocols.internal.snmp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Messages of Net-SNMP 5.9.3 (snmpd), received for the requests of {@link SnmpDialogue}. */
final class Agent {
  /** The id of the requests and responses, as captured. */
  static final int ID = 0x12345678;

  /** The offset of the id in requests and responses with the community public. */
  private static final int ID_OFFSET = 17;

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

  private static final int REPORT_ID_OFFSET = 9;

  static final byte[] REPORT =
      bytes(
          "307202010330110204123456780203 00ffe304010002010304223020041180001f88805360573c31090a6b"
              + "00000000020101020207080400040004003036041180001f88805360573c31090a6b000000000400"
              + "a81f02041234567802010002010030 11300f060a2b060106030f01010400410101");

  private Agent() {}

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** Returns a response with the id of a request with a community. */
  static byte[] respond(byte[] response, ByteBuffer request) {
    byte[] copy = response.clone();
    request.get(request.position() + ID_OFFSET, copy, ID_OFFSET, Integer.BYTES);
    return copy;
  }

  /** Returns the report with the id of a discovery. */
  static byte[] report(ByteBuffer request) {
    byte[] copy = REPORT.clone();
    request.get(request.position() + REPORT_ID_OFFSET, copy, REPORT_ID_OFFSET, Integer.BYTES);
    return copy;
  }

  static int version(ByteBuffer request) {
    return request.get(request.position() + 4);
  }
}
